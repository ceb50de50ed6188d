/** The events of the audit log, newest first, each with its details beside. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { PanelRightOpen } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/DataTable';
import { useWhen } from '../../../ui/useWhen';
import type { AuditEvent } from '../api';
import classes from './AuditTable.module.css';
import { EventDrawer } from './EventDrawer';

type Props = { rows: readonly AuditEvent[] | undefined; empty: ReactNode };

function useColumns(onOpen: (event: AuditEvent) => void): Column<AuditEvent>[] {
  const { t } = useTranslation();
  const when = useWhen();
  return useMemo(
    () => [
      {
        id: 'at',
        header: t('audit.when'),
        width: '190px',
        cell: ({ at }) => (
          <time dateTime={at} className={classes.time}>
            {when.exact(at)}
          </time>
        ),
      },
      {
        id: 'actor',
        header: t('audit.who'),
        width: '20%',
        cell: ({ actor, actorName }) => (
          <span title={actor ?? undefined} className={classes.name}>
            {actorName ?? actor ?? '–'}
          </span>
        ),
      },
      {
        id: 'action',
        header: t('audit.what'),
        width: '220px',
        cell: ({ action }) => <code className={classes.action}>{action}</code>,
      },
      {
        id: 'object',
        header: t('audit.onWhat'),
        cell: (event) => <ObjectOf event={event} />,
      },
      {
        id: 'ip',
        header: t('audit.where'),
        width: '140px',
        cell: ({ ip }) => <span className={classes.soft}>{ip ?? '–'}</span>,
      },
      {
        id: 'details',
        header: t('audit.details'),
        hidden: true,
        width: '52px',
        align: 'right',
        cell: (event) => (
          <Tooltip label={t('audit.details')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('audit.detailsOf', { number: event.number })}
              onClick={() => onOpen(event)}
            >
              <PanelRightOpen size={16} />
            </ActionIcon>
          </Tooltip>
        ),
      },
    ],
    [t, when, onOpen],
  );
}

export function AuditTable({ rows, empty }: Props) {
  const { t } = useTranslation();
  const [shown, show] = useState<AuditEvent | null>(null);
  return (
    <>
      <DataTable
        caption={t('audit.table')}
        columns={useColumns(show)}
        rows={rows}
        rowKey={(event) => String(event.number)}
        empty={empty}
      />
      <EventDrawer event={shown} onClose={() => show(null)} />
    </>
  );
}

/** Enough of an id to tell two apart; the whole one is in the details. */
const shortId = (id: string): string => (id.length > 14 ? `${id.slice(0, 12)}…` : id);

function ObjectOf({ event: { objectKind, objectName, objectId } }: { event: AuditEvent }) {
  if (!objectKind && !objectName && !objectId) return <span className={classes.soft}>–</span>;
  return (
    <span title={objectId ?? undefined} className={classes.object}>
      {objectKind && <span className={classes.soft}>{objectKind} </span>}
      {objectName || (objectId && <code className={classes.id}>{shortId(objectId)}</code>)}
    </span>
  );
}
