/** The ways from the list into the table view: a button beside a table, and a line where no table was found. */
import { Button, Text } from '@mantine/core';
import { Table2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTables } from './context';
import classes from './TablesView.module.css';

type Props = { dataPoint: string; tableId: string | null; label: string };

export function OpenTableButton({ dataPoint, tableId, label }: Props) {
  const { t } = useTranslation();
  const { show } = useTables();
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      leftSection={<Table2 size={14} aria-hidden="true" />}
      data-opens-table={dataPoint}
      aria-label={`${tableId ? t('tables.open') : t('tables.add')}: ${label}`}
      onClick={() => show({ dataPoint, tableId })}
    >
      {tableId ? t('tables.open') : t('tables.add')}
    </Button>
  );
}

/** A table data point without a table. */
export function NoTable({
  dataPoint,
  label,
  editable,
}: {
  dataPoint: string;
  label: string;
  editable: boolean;
}) {
  const { t } = useTranslation();
  return (
    <div className={classes.none} data-point={dataPoint}>
      <Text span size="sm">
        {label}{' '}
        <Text span size="xs" c="dimmed">
          {t('tables.none')}
        </Text>
      </Text>
      {editable && <OpenTableButton dataPoint={dataPoint} tableId={null} label={label} />}
    </div>
  );
}
