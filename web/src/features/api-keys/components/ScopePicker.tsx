/** What a key may do: presets, everything, or single scopes in their groups. */
import { Button, Checkbox, Input } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScopeCatalogue, ScopeGroup } from '../api';
import { ALL, choiceOf, mineOf, presetOf, type ScopeChoice, shortName, ticked } from '../scopes';
import { useScopeWords } from '../useScopeWords';
import classes from './ScopePicker.module.css';

type Props = {
  catalogue: ScopeCatalogue;
  choice: ScopeChoice;
  onChange: (choice: ScopeChoice) => void;
  error?: ReactNode;
};

export function ScopePicker({ catalogue, choice, onChange, error }: Props) {
  const { t } = useTranslation();
  const words = useScopeWords();
  const id = useId();
  const mine = mineOf(catalogue);
  const chosen = new Set(choice === ALL ? mine : choice);
  const preset = presetOf(choice, catalogue);
  const tick = (scopes: string[], on: boolean) => {
    const next = ticked(chosen, scopes, on);
    onChange(mine.every((scope) => next.has(scope)) ? ALL : next);
  };

  return (
    <Input.Wrapper label={t('apiKeys.scopes')} labelElement="div" labelProps={{ id }} error={error}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be the frame of a list that scrolls. */}
      <div role="group" aria-labelledby={id}>
        <div className={classes.presets}>
          {catalogue.presets.map((one) => (
            <Button
              key={one.id}
              size="compact-sm"
              variant="default"
              className={classes.preset ?? ''}
              aria-pressed={preset === one.id}
              onClick={() => onChange(choiceOf(one, catalogue))}
            >
              {words.preset(one)}
            </Button>
          ))}
        </div>
        <div className={classes.box}>
          <div className={classes.everything}>
            <Checkbox
              label={t('apiKeys.allText', { count: mine.length })}
              checked={choice === ALL}
              indeterminate={choice !== ALL && choice.size > 0}
              onChange={(event) => onChange(event.currentTarget.checked ? ALL : new Set())}
            />
          </div>
          {catalogue.groups.map((group) => (
            <Group key={group.id} group={group} chosen={chosen} onTick={tick} />
          ))}
        </div>
      </div>
    </Input.Wrapper>
  );
}

type GroupProps = {
  group: ScopeGroup;
  chosen: ReadonlySet<string>;
  onTick: (scopes: string[], on: boolean) => void;
};

function Group({ group, chosen, onTick }: GroupProps) {
  const { t } = useTranslation();
  const words = useScopeWords();
  const mine = group.scopes.filter(({ mine }) => mine).map(({ scope }) => scope);
  const count = mine.filter((scope) => chosen.has(scope)).length;
  return (
    <div className={classes.group}>
      <div className={classes.head}>
        <Checkbox
          size="xs"
          label={words.group(group)}
          disabled={mine.length === 0}
          checked={mine.length > 0 && count === mine.length}
          indeterminate={count > 0 && count < mine.length}
          onChange={(event) => onTick(mine, event.currentTarget.checked)}
          classNames={{ label: classes.groupName ?? '' }}
        />
        <span className={classes.count}>{t('apiKeys.ofMany', { count, all: group.scopes.length })}</span>
      </div>
      {group.scopes.map(({ scope, description, mine: held }) => (
        <Checkbox
          key={scope}
          size="xs"
          className={classes.scope ?? ''}
          disabled={!held}
          checked={chosen.has(scope)}
          onChange={(event) => onTick([scope], event.currentTarget.checked)}
          label={
            <>
              {words.scope(scope, description)}
              <code className={classes.code}>{shortName(scope)}</code>
            </>
          }
          description={held ? undefined : t('apiKeys.notMine')}
          classNames={{
            body: classes.body ?? '',
            labelWrapper: classes.wide ?? '',
            label: classes.label ?? '',
            description: classes.why ?? '',
          }}
        />
      ))}
    </div>
  );
}
