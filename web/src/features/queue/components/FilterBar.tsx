/** Search, filters, and what of them is set, each with a way to take it off. */
import { Button, Pill, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { type ReactNode, type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStatusName } from '../../../ui/StatusBadge';
import { useWhen } from '../../../ui/useWhen';
import { assigneesQuery } from '../api';
import { conditionsOf, metaOf, type QueueSearch, statusesOf } from '../search';
import classes from './FilterBar.module.css';
import { FilterPanel } from './FilterPanel';

type Props = {
  processId: string;
  search: QueueSearch;
  onChange: (to: Partial<QueueSearch>) => void;
  total: number | undefined;
  box: RefObject<HTMLInputElement | null>;
  /** More buttons in the same line. */
  children: ReactNode;
};

export function FilterBar({ processId, search, onChange, total, box, children }: Props) {
  const { t } = useTranslation();
  return (
    <div>
      <div className={classes.bar}>
        <SearchBox q={search.q ?? ''} onChange={(q) => onChange({ q })} box={box} />
        <FilterPanel processId={processId} search={search} onChange={onChange} />
        {children}
        <span className={classes.total} aria-live="polite">
          {total !== undefined && t('queue.total', { count: total })}
        </span>
      </div>
      <Chips processId={processId} search={search} onChange={onChange} />
    </div>
  );
}

type SearchProps = { q: string; onChange: (q: string) => void; box: RefObject<HTMLInputElement | null> };

function SearchBox({ q, onChange, box }: SearchProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(q);
  const [lastQ, setLastQ] = useState(q);
  const tell = useDebouncedCallback((value: string) => onChange(value.trim()), 250);
  if (q !== lastQ) {
    // The address changed from elsewhere (back button, a view, reset): the field follows.
    setLastQ(q);
    if (q !== text.trim()) setText(q);
  }
  return (
    <TextInput
      ref={box}
      type="search"
      aria-label={t('queue.search')}
      placeholder={t('queue.search')}
      leftSection={<Search size={15} />}
      value={text}
      className={classes.search ?? ''}
      onChange={(event) => {
        setText(event.currentTarget.value);
        tell(event.currentTarget.value);
      }}
      onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
    />
  );
}

type ChipsProps = Pick<Props, 'processId' | 'search' | 'onChange'>;
type Chip = { key: string; text: string; without: Partial<QueueSearch> };

function useChips({ processId, search }: ChipsProps): Chip[] {
  const { t } = useTranslation();
  const when = useWhen();
  const statusName = useStatusName();
  const people = useQuery({ ...assigneesQuery(processId), enabled: Boolean(search.assignee) });
  const statuses = statusesOf(search);
  const conditions = conditionsOf(search);
  const person = people.data?.find(({ subject }) => subject === search.assignee)?.name ?? t('worklist.gone');
  return [
    ...statuses.map((status) => ({
      key: status,
      text: statusName(status),
      without: { status: statuses.filter((other) => other !== status).join(',') },
    })),
    ...(search.from
      ? [{ key: 'from', text: t('worklist.fromDay', { day: when.day(search.from) }), without: { from: '' } }]
      : []),
    ...(search.to
      ? [{ key: 'to', text: t('worklist.toDay', { day: when.day(search.to) }), without: { to: '' } }]
      : []),
    ...(search.priority
      ? [
          {
            key: 'priority',
            text: t(search.priority === 'yes' ? 'worklist.withPriority' : 'worklist.withoutPriority'),
            without: { priority: '' as const },
          },
        ]
      : []),
    ...(search.assignee
      ? [
          {
            key: 'assignee',
            text:
              search.assignee === 'none' ? t('worklist.ofNobody') : t('worklist.ofPerson', { name: person }),
            without: { assignee: '' },
          },
        ]
      : []),
    ...(search.class
      ? [{ key: 'class', text: t('worklist.ofClass', { name: search.class }), without: { class: '' } }]
      : []),
    ...conditions.map(({ key, value }) => ({
      key: `meta ${key}`,
      text:
        typeof value === 'string'
          ? `${key}: ${value}`
          : t(value ? 'worklist.hasKey' : 'worklist.hasNotKey', { key }),
      without: { meta: metaOf(conditions.filter((other) => other.key !== key)) },
    })),
  ];
}

function Chips(props: ChipsProps) {
  const { t } = useTranslation();
  const chips = useChips(props);
  if (chips.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label={t('worklist.filters')}>
      {chips.map(({ key, text, without }) => (
        <li key={key}>
          <Pill
            size="sm"
            withRemoveButton
            removeButtonProps={{ 'aria-label': t('worklist.takeOff', { filter: text }), tabIndex: 0 }}
            onRemove={() => props.onChange(without)}
          >
            {text}
          </Pill>
        </li>
      ))}
      <li>
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() =>
            props.onChange({ status: '', from: '', to: '', priority: '', meta: '', assignee: '', class: '' })
          }
        >
          {t('worklist.takeOffAll')}
        </Button>
      </li>
    </ul>
  );
}
