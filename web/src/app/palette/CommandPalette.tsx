/** Everything that can be done or opened, found by typing a few letters of it (Ctrl+K). */
import { Modal } from '@mantine/core';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Keys } from '../../commands/Keys';
import classes from './CommandPalette.module.css';
import { matching } from './match';
import { type Entry, useDocuments, useEntries } from './useEntries';

type Props = { opened: boolean; onClose: () => void };

/** Entries that are shown at most; who does not find it among so many types another letter. */
const SHOWN = 60;

export function CommandPalette({ opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal.Root opened={opened} onClose={onClose} size={620} yOffset="12vh">
      <Modal.Overlay backgroundOpacity={0.45} />
      <Modal.Content aria-label={t('palette.title')}>
        <Modal.Body p={0}>
          <Find onClose={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** The entries under their headings: groups in the order of their best entry. */
function inGroups(entries: readonly Entry[]): [string, Entry[]][] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups];
}

function Find({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const found = [...matching(text, useEntries()), ...useDocuments(text)].slice(0, SHOWN);
  const groups = inGroups(found);
  const ordered = groups.flatMap(([, entries]) => entries);
  const current = Math.min(at, Math.max(ordered.length - 1, 0));
  const list = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the place of the cursor is what moves the list.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current, text]);

  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    // The dialog gives the focus back first; what runs may want it.
    setTimeout(entry.run, 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const last = ordered.length - 1;
      const next = current + step;
      // One step beyond an end goes to the other one; a page stops at the end.
      setAt(
        Math.abs(step) > 1 ? Math.max(0, Math.min(last, next)) : next < 0 ? last : next > last ? 0 : next,
      );
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(ordered[current]);
    }
  };

  let index = -1;
  return (
    <>
      <div className={classes.input}>
        <Search size={18} aria-hidden="true" />
        <input
          type="text"
          role="combobox"
          aria-label={t('palette.placeholder')}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={ordered.length > 0 ? `${id}-${current}` : undefined}
          aria-autocomplete="list"
          placeholder={t('palette.placeholder')}
          value={text}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        className={classes.list}
        id={`${id}-list`}
        role="listbox"
        aria-label={t('palette.title')}
        ref={list}
      >
        {groups.map(([group, entries], groupAt) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox.
          <div key={group} role="group" aria-labelledby={`${id}-group-${groupAt}`}>
            <div className={classes.group} id={`${id}-group-${groupAt}`}>
              {group}
            </div>
            {entries.map((entry) => {
              index += 1;
              const own = index;
              return (
                <Option
                  key={entry.id}
                  id={`${id}-${own}`}
                  entry={entry}
                  selected={own === current}
                  onRun={() => run(entry)}
                  onPoint={() => setAt(own)}
                />
              );
            })}
          </div>
        ))}
      </div>
      {ordered.length === 0 && (
        <output className={classes.nothing} style={{ display: 'block' }}>
          {t('palette.nothing', { text })}
        </output>
      )}
      <div className={classes.foot} aria-hidden="true">
        <span>
          <Keys name="ArrowUp" />
          <Keys name="ArrowDown" /> {t('palette.choose')}
        </span>
        <span>
          <Keys name="Enter" /> {t('palette.run')}
        </span>
        <span>
          <Keys name="Escape" /> {t('common.close')}
        </span>
      </div>
    </>
  );
}

type OptionProps = { id: string; entry: Entry; selected: boolean; onRun: () => void; onPoint: () => void };

function Option({ id, entry, selected, onRun, onPoint }: OptionProps) {
  const { icon: Icon, label, hint, keys } = entry;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and answers the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: as above; the field names the option that is meant.
    <div
      id={id}
      role="option"
      aria-selected={selected}
      className={classes.option}
      onClick={onRun}
      onMouseMove={() => !selected && onPoint()}
    >
      <Icon size={16} strokeWidth={1.8} aria-hidden="true" className={classes.icon} />
      <span className={classes.label} dir="auto">
        {label}
      </span>
      {hint && <span className={classes.hint}>{hint}</span>}
      {keys?.[0] && <Keys name={keys[0]} />}
    </div>
  );
}
