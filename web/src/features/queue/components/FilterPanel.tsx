/** The filters behind a button: status, days, priority, who is asked, class, metadata. Each takes effect at once. */
import { Button, Checkbox, Popover, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ListFilter } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { STATUSES, useStatusName } from '../../../ui/StatusBadge';
import { classesQuery } from '../../configuration/classesApi';
import { meQuery } from '../../session/api';
import { assigneesQuery } from '../api';
import { conditionsOf, metaOf, type QueueSearch, statusesOf } from '../search';
import classes from './FilterBar.module.css';

type Props = {
  processId: string;
  search: QueueSearch;
  onChange: (to: Partial<QueueSearch>) => void;
};

export function FilterPanel(props: Props) {
  const { t } = useTranslation();
  return (
    <Popover position="bottom-start" trapFocus withinPortal>
      <Popover.Target>
        <Button variant="default" leftSection={<ListFilter size={15} />}>
          {t('worklist.filter')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.panel ?? ''}>
        <Stack gap="md">
          <Statuses {...props} />
          <Days {...props} />
          <Priority {...props} />
          <Assigned {...props} />
          <OfClass {...props} />
          <MetadataCondition {...props} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Statuses({ search, onChange }: Props) {
  const { t } = useTranslation();
  const statusName = useStatusName();
  return (
    <Checkbox.Group
      label={t('queue.status')}
      value={statusesOf(search)}
      onChange={(chosen) => onChange({ status: chosen.join(',') })}
    >
      <div className={classes.pair} style={{ marginTop: 8 }}>
        {STATUSES.map((status) => (
          <Checkbox key={status} size="xs" value={status} label={statusName(status)} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function Days({ search, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.pair}>
      <TextInput
        type="date"
        size="xs"
        label={t('worklist.from')}
        value={search.from ?? ''}
        max={search.to}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        size="xs"
        label={t('worklist.to')}
        value={search.to ?? ''}
        min={search.from}
        onChange={(event) => onChange({ to: event.currentTarget.value })}
      />
    </div>
  );
}

function Priority({ search, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Select
      size="xs"
      label={t('worklist.priority')}
      placeholder={t('worklist.any')}
      clearable
      clearButtonProps={{ 'aria-label': t('worklist.any') }}
      comboboxProps={{ withinPortal: false }}
      data={[
        { value: 'yes', label: t('worklist.withPriority') },
        { value: 'no', label: t('worklist.withoutPriority') },
      ]}
      value={search.priority || null}
      onChange={(value) => onChange({ priority: value === 'yes' || value === 'no' ? value : '' })}
    />
  );
}

function Assigned({ processId, search, onChange }: Props) {
  const { t } = useTranslation();
  const people = useQuery(assigneesQuery(processId));
  const me = useQuery(meQuery).data?.subjectId;
  const others = (people.data ?? []).filter(({ subject }) => subject !== me);
  return (
    <Select
      size="xs"
      label={t('worklist.assignee')}
      placeholder={t('worklist.anybody')}
      clearable
      searchable={others.length > 8}
      clearButtonProps={{ 'aria-label': t('worklist.anybody') }}
      comboboxProps={{ withinPortal: false }}
      data={[
        ...(me ? [{ value: me, label: t('worklist.me') }] : []),
        { value: 'none', label: t('worklist.nobody') },
        ...others.map(({ subject, name }) => ({ value: subject, label: name })),
      ]}
      value={search.assignee || null}
      onChange={(value) => onChange({ assignee: value ?? '' })}
    />
  );
}

function OfClass({ processId, search, onChange }: Props) {
  const { t } = useTranslation();
  const known = useQuery(classesQuery(processId)).data?.classes ?? [];
  const names = new Set([...known.map(({ name }) => name), ...(search.class ? [search.class] : [])]);
  return (
    <Select
      size="xs"
      label={t('worklist.class')}
      placeholder={t('worklist.any')}
      clearable
      searchable={names.size > 8}
      clearButtonProps={{ 'aria-label': t('worklist.any') }}
      comboboxProps={{ withinPortal: false }}
      data={[...names]}
      value={search.class || null}
      onChange={(value) => onChange({ class: value ?? '' })}
    />
  );
}

type Kind = 'is' | 'has' | 'hasNot';

function MetadataCondition({ search, onChange }: Props) {
  const { t } = useTranslation();
  const [key, setKey] = useState('');
  const [kind, setKind] = useState<Kind>('is');
  const [value, setValue] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (key.trim() === '') return;
    const others = conditionsOf(search).filter((other) => other.key !== key.trim());
    onChange({
      meta: metaOf([...others, { key: key.trim(), value: kind === 'is' ? value.trim() : kind === 'has' }]),
    });
    setKey('');
    setValue('');
  };
  return (
    <form onSubmit={submit}>
      <div className={classes.pair}>
        <TextInput
          size="xs"
          label={t('worklist.metadataKey')}
          value={key}
          maxLength={200}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <Select
          size="xs"
          label={t('worklist.condition')}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          data={[
            { value: 'is', label: t('worklist.is') },
            { value: 'has', label: t('worklist.has') },
            { value: 'hasNot', label: t('worklist.hasNot') },
          ]}
          value={kind}
          onChange={(chosen) => setKind((chosen as Kind | null) ?? 'is')}
        />
      </div>
      {kind === 'is' && (
        <TextInput
          size="xs"
          mt={8}
          label={t('worklist.metadataValue')}
          value={value}
          maxLength={500}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      )}
      <Button type="submit" size="xs" variant="light" mt={10} disabled={key.trim() === ''}>
        {t('worklist.addCondition')}
      </Button>
    </form>
  );
}
