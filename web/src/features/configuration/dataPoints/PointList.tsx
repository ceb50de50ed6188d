/** The data points in their order; a row is moved by dragging it, by its arrows, or by Alt and an arrow key. */
import { ActionIcon, Text } from '@mantine/core';
import { ArrowDown, ArrowUp, GripVertical, Pencil, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Tag } from '../../../ui/Tag';
import { type DataPoint, moved } from './draft';
import classes from './PointList.module.css';

type Props = {
  points: readonly DataPoint[];
  mayChange: boolean;
  onChange: (points: DataPoint[]) => void;
  onEdit: (point: DataPoint) => void;
  onRemove: (point: DataPoint) => void;
};

export function PointList({ points, mayChange, onChange, onEdit, onRemove }: Props) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<number | null>(null);
  const move = (from: number, to: number) => onChange(moved(points, from, to));
  const onKey = (event: KeyboardEvent, at: number) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (!mayChange || !event.altKey || step === 0) return;
    event.preventDefault();
    move(at, at + step);
  };
  return (
    <ol className={classes.list} aria-label={t('points.title')}>
      {points.map((point, at) => (
        <li
          key={point.name}
          className={classes.row}
          data-dragged={dragged === at || undefined}
          onKeyDown={(event) => onKey(event, at)}
          onDragOver={(event) => {
            if (dragged === null) return;
            event.preventDefault();
            if (dragged !== at) {
              move(dragged, at);
              setDragged(at);
            }
          }}
          onDrop={(event) => event.preventDefault()}
        >
          {mayChange && (
            <span
              className={classes.grip}
              draggable
              aria-hidden="true"
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move';
                event.dataTransfer.setData('text/plain', point.name);
                setDragged(at);
              }}
              onDragEnd={() => setDragged(null)}
            >
              <GripVertical size={16} />
            </span>
          )}
          <About point={point} />
          <span className={classes.tags}>
            <Tag tone="quiet">{t(`valueType.${point.type}`)}</Tag>
            {point.occurrence === 'many' && <Tag tone="quiet">{t('points.many')}</Tag>}
            {point.mandatory && <Tag tone="busy">{t('points.mandatory')}</Tag>}
          </span>
          {mayChange && (
            <span className={classes.actions}>
              <ActionIcon
                variant="subtle"
                aria-label={t('points.up', { label: point.label })}
                disabled={at === 0}
                onClick={() => move(at, at - 1)}
              >
                <ArrowUp size={16} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                aria-label={t('points.down', { label: point.label })}
                disabled={at === points.length - 1}
                onClick={() => move(at, at + 1)}
              >
                <ArrowDown size={16} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                aria-label={t('points.edit', { label: point.label })}
                onClick={() => onEdit(point)}
              >
                <Pencil size={16} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                aria-label={t('points.remove', { label: point.label })}
                onClick={() => onRemove(point)}
              >
                <Trash2 size={16} />
              </ActionIcon>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

function About({ point }: { point: DataPoint }) {
  const { t } = useTranslation();
  const columns = (point.headers ?? []).map(({ label }) => label).join(', ');
  const synonyms = (point.synonyms ?? []).join(', ');
  return (
    <span className={classes.about}>
      <Text fw={550}>{point.label}</Text>
      <span className={classes.name}>{point.name}</span>
      {(columns || point.description) && (
        <Text size="xs" c="dimmed">
          {columns || point.description}
        </Text>
      )}
      {synonyms && (
        <Text size="xs" c="dimmed">
          {t('points.alsoCalled', { synonyms })}
        </Text>
      )}
    </span>
  );
}
