/** The panel in which a data point is made or changed. */
import {
  Button,
  Drawer,
  Group,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DataPoint, faultsOf, missingOf, nameFor, tidied, VALUE_TYPES, type ValueType } from './draft';
import { Headers } from './Headers';
import classes from './PointForm.module.css';

type Props = {
  opened: boolean;
  /** What is changed; a new one has no name yet. */
  point: DataPoint | null;
  /** The ready-made ones of the process's type. */
  readyMade: readonly DataPoint[];
  points: readonly DataPoint[];
  onClose: () => void;
  onSubmit: (point: DataPoint) => void;
};

export function PointDrawer(props: Props) {
  const { t } = useTranslation();
  const { point, opened, onClose } = props;
  return (
    <Drawer
      position="right"
      size={460}
      opened={opened}
      onClose={onClose}
      title={point?.name ? t('points.edit', { label: point.label }) : t('points.add')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {point && (point.name ? <PointForm {...props} point={point} /> : <NewPoint {...props} point={point} />)}
    </Drawer>
  );
}

function NewPoint(props: Props & { point: DataPoint }) {
  const { t } = useTranslation();
  const left = missingOf(props.readyMade, props.points);
  const [kind, setKind] = useState<'ready' | 'custom'>(left.length > 0 ? 'ready' : 'custom');
  return (
    <Stack>
      {left.length > 0 && (
        <SegmentedControl
          fullWidth
          aria-label={t('points.kind')}
          value={kind}
          onChange={(value) => setKind(value === 'ready' ? 'ready' : 'custom')}
          data={[
            { value: 'ready', label: t('points.readyMade') },
            { value: 'custom', label: t('points.custom') },
          ]}
        />
      )}
      {kind === 'ready' ? <ReadyMade points={left} onSubmit={props.onSubmit} /> : <PointForm {...props} />}
    </Stack>
  );
}

function ReadyMade({ points, onSubmit }: { points: readonly DataPoint[]; onSubmit: Props['onSubmit'] }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.ready}>
      {points.map((point) => (
        <li key={point.name}>
          <span>
            <Text fw={550}>{point.label}</Text>
            <Text size="xs" c="dimmed">
              {point.description || t(`valueType.${point.type}`)}
            </Text>
          </span>
          <Button
            variant="default"
            size="xs"
            aria-label={t('points.addNamed', { label: point.label })}
            onClick={() => onSubmit(point)}
          >
            {t('points.addShort')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function PointForm({ point, readyMade, points, onClose, onSubmit }: Props & { point: DataPoint }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(point);
  const [isTried, setTried] = useState(false);
  const occurrence = useId();
  const isNew = point.name === '';
  const isFixed = readyMade.some(({ name }) => name === point.name);
  const others = points.map(({ name }) => name).filter((name) => name !== point.name);
  const named = isNew ? { ...draft, name: nameFor(draft.label, others) } : draft;
  const faults = isTried ? faultsOf(named) : [];
  const change = (part: Partial<DataPoint>) => setDraft((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (faultsOf(named).length > 0) setTried(true);
    else onSubmit(tidied(named));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          data-autofocus
          label={t('points.label')}
          description={t('points.labelText')}
          maxLength={100}
          value={draft.label}
          error={faults.includes('label') && t('points.labelMissing')}
          onChange={(event) => change({ label: event.currentTarget.value })}
        />
        <TextInput
          label={t('points.name')}
          description={t('points.nameText')}
          value={named.name}
          readOnly
          error={!faults.includes('label') && faults.includes('name') && t('points.nameMissing')}
        />
        <Select
          label={t('points.type')}
          description={isFixed ? t('points.typeFixed') : undefined}
          data={VALUE_TYPES.map((type) => ({ value: type, label: t(`valueType.${type}`) }))}
          value={draft.type}
          disabled={isFixed}
          allowDeselect={false}
          onChange={(type) => type && change({ type: type as ValueType })}
        />
        {draft.type === 'enum' && (
          <TagsInput
            label={t('points.literals')}
            description={t('points.literalsText')}
            value={draft.literals ?? []}
            error={faults.includes('literals') && t('points.literalsMissing')}
            onChange={(literals) => change({ literals })}
          />
        )}
        {draft.type === 'table' && (
          <Headers
            headers={draft.headers ?? []}
            error={faults.includes('headers')}
            onChange={(headers) => change({ headers })}
          />
        )}
        {draft.type !== 'table' && (
          <div>
            <Text size="sm" fw={500} id={occurrence} mb={4}>
              {t('points.occurrence')}
            </Text>
            <SegmentedControl
              aria-labelledby={occurrence}
              value={draft.occurrence}
              onChange={(value) => change({ occurrence: value === 'many' ? 'many' : 'one' })}
              data={[
                { value: 'one', label: t('points.one') },
                { value: 'many', label: t('points.many') },
              ]}
            />
          </div>
        )}
        <Switch
          label={t('points.mandatory')}
          description={t('points.mandatoryText')}
          checked={draft.mandatory ?? false}
          onChange={(event) => change({ mandatory: event.currentTarget.checked })}
        />
        {draft.type !== 'table' && (
          <TagsInput
            label={t('points.synonyms')}
            description={t('points.synonymsText')}
            maxTags={20}
            value={draft.synonyms ?? []}
            onChange={(synonyms) => change({ synonyms })}
          />
        )}
        <Textarea
          label={t('points.description')}
          maxLength={500}
          autosize
          minRows={2}
          value={draft.description ?? ''}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit">{isNew ? t('points.addShort') : t('points.apply')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
