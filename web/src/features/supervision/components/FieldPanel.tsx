/** The right half: why a person should look, and every value under its heading. */
import { NativeSelect, Switch, Text } from '@mantine/core';
import { CheckCheck, Redo2, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { CommandButton } from '../../../commands/CommandButton';
import type { Command } from '../../../commands/command';
import { commandWith } from '../commands';
import type { Results } from '../results';
import { type DocumentResult, type Field, type Finding, type Group, isFilled, type Slot } from '../slots';
import type { Review } from '../state';
import { NoTable } from '../tables/OpenTable';
import type { ReviewHandle } from '../useReview';
import classes from './FieldPanel.module.css';
import { FieldRow } from './FieldRow';
import { Reasons } from './Reasons';
import { TableField } from './TableField';

type Props = {
  collection: Schemas['Collection'];
  results: Results;
  documents: DocumentResult[];
  documentAt: number;
  onDocument: (at: number) => void;
  groups: readonly Group[];
  lines: readonly Slot[];
  reasons: readonly Finding[];
  review: ReviewHandle;
  commands: readonly Command[];
  editable: boolean;
  /** What to know before anything else: who edits, why it was sent back. */
  notices: ReactNode;
  onLine: (line: Slot) => void;
};

/** Whether a line is shown: filled ones always, empty ones when asked for or in hand. */
function shows(state: Review, line: Slot): boolean {
  return (
    isFilled(line) || state.showEmpty || line.key === state.selected || state.drafts[line.key] !== undefined
  );
}

export function FieldPanel(props: Props) {
  const { t } = useTranslation();
  const { groups, lines, reasons, review, commands, editable, onLine } = props;
  const failed = props.results.results.filter((file) => file.error);
  return (
    <section className={classes.panel} aria-label={t('supervision.values')} data-tour="values">
      <Head {...props} />
      <div className={classes.scroll} key={props.documentAt}>
        {props.notices}
        {failed.map((file) => (
          <Text key={file.fileId} size="sm" className={classes.failed}>
            <b>{file.fileName}</b> {file.error?.message} {file.error?.action}
          </Text>
        ))}
        {editable && <Reasons findings={reasons} lines={lines} onLine={onLine} />}
        {lines.length === 0 && (
          <Text c="dimmed" p="lg">
            {t('supervision.noDataPoints')}
          </Text>
        )}
        {groups.map((group) => (
          <GroupOfFields
            key={group.name}
            group={group}
            review={review}
            commands={commands}
            editable={editable}
          />
        ))}
      </div>
      <Foot {...props} />
    </section>
  );
}

function Head({ documents, documentAt, onDocument }: Props) {
  const { t } = useTranslation();
  if (documents.length < 2) return null;
  return (
    <div className={classes.head}>
      <NativeSelect
        size="xs"
        aria-label={t('supervision.document')}
        value={documentAt}
        onChange={(event) => onDocument(Number(event.currentTarget.value))}
        data={documents.map((document, index) => ({
          value: `${index}`,
          label: `${index + 1}/${documents.length} · ${document.name}`,
        }))}
        className={classes.picker}
      />
    </div>
  );
}

function Foot({ collection, lines, review, commands, editable }: Props) {
  const { t } = useTranslation();
  const accepted = collection.status === 'Accepted';
  const open = lines.filter((line) => line.needsPerson).length;
  const hidden = lines.filter((line) => !isFilled(line)).length;
  return (
    <div className={classes.foot}>
      <span className={classes.count} data-open={(editable && open > 0) || undefined} aria-live="polite">
        {editable ? t('supervision.open', { count: open }) : accepted && t('supervision.readOnly')}
      </span>
      <Switch
        size="xs"
        label={t('supervision.showEmpty', { count: hidden })}
        checked={review.state.showEmpty}
        onChange={review.toggleEmpty}
      />
      <CommandButton command={commandWith(commands, 'confirmAll')} icon={CheckCheck} />
      <CommandButton command={commandWith(commands, 'undo')} icon={Undo2} />
      <CommandButton command={commandWith(commands, 'redo')} icon={Redo2} />
    </div>
  );
}

type GroupProps = { group: Group; review: ReviewHandle; commands: readonly Command[]; editable: boolean };

function GroupOfFields({ group, review, commands, editable }: GroupProps) {
  const { t } = useTranslation();
  const fields = group.fields.filter(
    (field) =>
      field.dataPoint.type === 'table' ||
      field.tables.length > 0 ||
      field.slots.some((slot) => shows(review.state, slot)),
  );
  if (fields.length === 0) return null;
  const name = group.name || t('supervision.otherGroup');
  return (
    <section className={classes.group} aria-label={name}>
      <h2 className={classes.heading}>{name}</h2>
      {fields.map((field) => (
        <OneField
          key={field.dataPoint.name}
          field={field}
          review={review}
          commands={commands}
          editable={editable}
        />
      ))}
    </section>
  );
}

type FieldProps = Omit<GroupProps, 'group'> & { field: Field };

function OneField({ field, review, commands, editable }: FieldProps) {
  return (
    <>
      {field.slots
        .map((slot, position) => ({ slot, position }))
        .filter(({ slot }) => shows(review.state, slot))
        .map(({ slot, position }) => (
          <FieldRow
            // By position, not by id: the row keeps its cursor when a new value gets its id.
            key={position}
            slot={slot}
            review={review}
            commands={commands}
            editable={editable}
            description={field.dataPoint.description ?? ''}
          />
        ))}
      {field.dataPoint.type === 'table' && field.tables.length === 0 && (
        <NoTable dataPoint={field.dataPoint.name} label={field.dataPoint.label} editable={editable} />
      )}
      {field.tables.map((table) => (
        <TableField
          key={table.id}
          label={field.dataPoint.label}
          dataPoint={field.dataPoint.name}
          table={table}
          review={review}
          editable={editable}
        />
      ))}
    </>
  );
}
