/** The processes that a person is assigned to, with a role in each. */
import { NativeSelect, Skeleton, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import { processesQuery } from '../../processes/api';
import type { ProcessAssignment } from '../api';
import { choiceOf, type ProcessChoice, withChoice } from '../list';
import classes from './ProcessField.module.css';

/** With more processes than these a search stands above them. */
const MANY = 8;

type Props = {
  value: readonly ProcessAssignment[];
  onChange: (assigned: ProcessAssignment[]) => void;
};

export function ProcessField({ value, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const processes = useQuery(processesQuery);
  const [sought, setSought] = useState('');
  const [owned] = useState(() => new Set(value.filter(({ role }) => role === 'owner').map(({ id }) => id)));
  if (processes.error) return <Fault error={processes.error} onRetry={() => void processes.refetch()} />;
  if (!processes.data) return <Skeleton height={120} />;
  const all = processes.data.processes;
  const shown = all.filter(({ name }) => name.toLowerCase().includes(sought.trim().toLowerCase()));
  return (
    <fieldset className={classes.field} aria-labelledby={id}>
      <div className={classes.head}>
        <span id={id} className={classes.label}>
          {t('people.assign')}
        </span>
        <span className={classes.count} aria-live="polite">
          {t('people.assigned', { count: value.length })}
        </span>
      </div>
      {all.length > MANY && (
        <TextInput
          type="search"
          size="xs"
          mb={6}
          aria-label={t('people.searchProcesses')}
          placeholder={t('people.searchProcesses')}
          leftSection={<Search size={14} />}
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
      )}
      <ul className={classes.list}>
        {shown.map(({ id: processId, name }) => (
          <li key={processId} className={classes.row}>
            <span className={classes.name}>{name}</span>
            <NativeSelect
              size="xs"
              w={130}
              aria-label={t('people.roleIn', { name })}
              value={choiceOf(value, processId)}
              data={[
                { value: 'none', label: t('people.notAssigned') },
                { value: 'user', label: t('organization.user') },
                { value: 'admin', label: t('organization.admin') },
                // Owning is not given here, only kept.
                ...(owned.has(processId) ? [{ value: 'owner', label: t('organization.owner') }] : []),
              ]}
              onChange={(event) =>
                onChange(withChoice(value, processId, event.currentTarget.value as ProcessChoice))
              }
            />
          </li>
        ))}
        {shown.length === 0 && <li className={classes.none}>{t('people.noSuchProcess')}</li>}
      </ul>
    </fieldset>
  );
}
