/** Narrows the audit log: a text, who did it, what was done, and when. */
import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usersQuery } from '../../people/api';
import { meQuery } from '../../session/api';
import { mayEverywhere } from '../../session/may';
import type { AuditFilter } from '../filter';
import classes from './AuditFilters.module.css';

type Props = {
  filter: AuditFilter;
  actions: readonly string[];
  total: number | undefined;
  onChange: (to: Partial<AuditFilter>) => void;
};

export function AuditFilters({ filter, actions, total, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.filters}>
      <TextInput
        type="search"
        aria-label={t('audit.search')}
        placeholder={t('audit.search')}
        leftSection={<Search size={15} />}
        value={filter.text}
        className={classes.search}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <Select
        aria-label={t('audit.action')}
        placeholder={t('audit.anyAction')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('audit.anyAction') }}
        nothingFoundMessage={t('audit.noAction')}
        data={[...actions]}
        value={filter.action}
        onChange={(action) => onChange({ action })}
        w={210}
      />
      <Actor value={filter.actor} onChange={(actor) => onChange({ actor })} />
      <TextInput
        type="date"
        aria-label={t('audit.from')}
        leftSection={<span className={classes.bound}>{t('audit.fromShort')}</span>}
        leftSectionWidth={46}
        value={filter.from}
        {...(filter.to && { max: filter.to })}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
        w={190}
      />
      <TextInput
        type="date"
        aria-label={t('audit.to')}
        leftSection={<span className={classes.bound}>{t('audit.toShort')}</span>}
        leftSectionWidth={46}
        value={filter.to}
        {...(filter.from && { min: filter.from })}
        onChange={(event) => onChange({ to: event.currentTarget.value })}
        w={190}
      />
      <span className={classes.total} aria-live="polite">
        {total !== undefined && t('audit.total', { count: total })}
      </span>
    </div>
  );
}

/** Only for those who may see the people of the organization. */
function Actor({ value, onChange }: { value: string | null; onChange: (actor: string | null) => void }) {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data;
  const mayRead = mayEverywhere(me, 'workspace.admin.user:read');
  const people = useQuery({ ...usersQuery({ page: 1 }), enabled: mayRead }).data;
  if (!people) return null;
  return (
    <Select
      aria-label={t('audit.actor')}
      placeholder={t('audit.anyActor')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('audit.anyActor') }}
      nothingFoundMessage={t('audit.noActor')}
      data={people.users.map((user) => ({ value: user.subjectId, label: user.fullName }))}
      value={value}
      onChange={onChange}
      w={190}
    />
  );
}
