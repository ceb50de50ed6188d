/** Looks for a text on the pages of the document. */
import { ActionIcon, Loader, TextInput } from '@mantine/core';
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PageTools } from '../usePageTools';
import classes from './FindBar.module.css';

export function FindBar({ tools }: { tools: PageTools }) {
  const { t } = useTranslation();
  const said = tools.text.trim() !== '';
  let state = '';
  if (said && tools.hits > 0) {
    state =
      tools.at < 0
        ? t('reviewing.find.hits', { count: tools.hits })
        : t('reviewing.find.at', { at: tools.at + 1, count: tools.hits });
  } else if (said && !tools.looking) state = t('reviewing.find.none');
  return (
    <search className={classes.bar}>
      <TextInput
        size="xs"
        autoFocus
        aria-label={t('reviewing.find.label')}
        placeholder={t('reviewing.find.label')}
        value={tools.text}
        onChange={(event) => tools.setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') tools.go(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') tools.stopFinding();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
        rightSection={tools.looking ? <Loader size={12} /> : null}
      />
      <output className={classes.state}>{state}</output>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t('reviewing.find.previous')}
        disabled={tools.hits === 0}
        onClick={() => tools.go(-1)}
      >
        <ChevronUp size={15} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t('reviewing.find.next')}
        disabled={tools.hits === 0}
        onClick={() => tools.go(1)}
      >
        <ChevronDown size={15} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t('common.close')}
        onClick={tools.stopFinding}
      >
        <X size={15} />
      </ActionIcon>
    </search>
  );
}
