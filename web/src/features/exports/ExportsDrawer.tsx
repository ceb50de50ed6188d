/** The exports of a process: how far they are, download and delete; and a new one of everything. */
import { ActionIcon, Button, Drawer, Menu, Progress, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, CircleAlert, Download, FileDown, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { bytes } from '../../ui/bytes';
import { EmptyState } from '../../ui/EmptyState';
import { Fault } from '../../ui/Fault';
import { tellFault } from '../../ui/tellFault';
import { useWhen } from '../../ui/useWhen';
import { filterOf, type QueueSearch } from '../queue/search';
import { downloadAddress, type Export, exportsQuery, useDeleteExport } from './api';
import classes from './ExportsDrawer.module.css';
import { FormatItems } from './FormatItems';
import { useExportAndSave } from './useExportAndSave';

type Props = { processId: string; opened: boolean; onClose: () => void };

export function ExportsDrawer({ processId, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={460}
      title={t('export.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Content processId={processId} />
    </Drawer>
  );
}

function Content({ processId }: { processId: string }) {
  const { t } = useTranslation();
  const exports = useQuery(exportsQuery(processId));
  if (exports.error) return <Fault error={exports.error} onRetry={() => void exports.refetch()} />;
  return (
    <>
      <Text size="sm" c="dimmed" mb="md">
        {t('export.text')}
      </Text>
      <NewExport processId={processId} />
      {exports.data ? (
        <List processId={processId} exports={exports.data.exports} />
      ) : (
        <Skeleton height={160} mt="md" />
      )}
    </>
  );
}

function NewExport({ processId }: { processId: string }) {
  const { t } = useTranslation();
  const { exportAndSave, isExporting } = useExportAndSave(processId);
  const menu = (label: string, search: QueueSearch) => (
    <Menu position="bottom-start" width={200}>
      <Menu.Target>
        <Button
          variant="default"
          rightSection={<ChevronDown size={15} aria-hidden="true" />}
          loading={isExporting}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <FormatItems onFormat={(format) => exportAndSave({ format, filter: filterOf(search, 'instants') })} />
      </Menu.Dropdown>
    </Menu>
  );
  return (
    <div className={classes.start}>
      {menu(t('export.accepted'), { status: 'Accepted' })}
      {menu(t('export.everything'), {})}
    </div>
  );
}

function List({ processId, exports }: { processId: string; exports: readonly Export[] }) {
  const { t } = useTranslation();
  if (exports.length === 0)
    return <EmptyState compact title={t('export.empty')} text={t('export.emptyText')} />;
  return (
    <ul className={classes.list} aria-label={t('export.title')}>
      {exports.map((one) => (
        <Row key={one.id} processId={processId} one={one} />
      ))}
    </ul>
  );
}

function Row({ processId, one }: { processId: string; one: Export }) {
  const { t, i18n } = useTranslation();
  const when = useWhen();
  const remove = useDeleteExport(processId);
  const { fileName: name, status } = one;
  const isUnderWay = status === 'Queued' || status === 'Processing';
  return (
    <li className={classes.row}>
      {status === 'Failed' ? (
        <CircleAlert size={17} aria-hidden="true" className={classes.bad} />
      ) : (
        <FileDown size={17} aria-hidden="true" className={classes.icon} />
      )}
      <div className={classes.what}>
        <span className={classes.name} dir="auto" title={name}>
          {name}
        </span>
        <Text size="xs" c="dimmed">
          {t('export.documents', { count: one.numberOfDocuments })}
          {one.sizeBytes !== null && ` · ${bytes(one.sizeBytes, i18n.language)}`}
          {` · ${when.ago(one.createdAt)}`}
        </Text>
        {isUnderWay && (
          <Progress value={one.progress} size={3} mt={4} aria-label={t('export.progress', { name })} />
        )}
        {one.error && (
          <Text size="sm" c="var(--pg-doubt)">
            {t('export.failed', { reason: one.error })}
          </Text>
        )}
      </div>
      {status === 'Completed' && (
        <ActionIcon
          component="a"
          href={downloadAddress(one.id)}
          download
          variant="subtle"
          aria-label={t('export.download', { name })}
        >
          <Download size={16} />
        </ActionIcon>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('export.delete', { name })}
        loading={remove.isPending}
        onClick={() => remove.mutate(one.id, { onError: tellFault })}
      >
        <Trash2 size={16} />
      </ActionIcon>
    </li>
  );
}
