/** Which columns the queue shows. */
import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { Columns3 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { COLUMNS, type ColumnId, usualColumns, withColumn } from '../columns';
import { useColumnName } from './useColumnName';

type Props = { columns: readonly ColumnId[]; onChange: (columns: readonly ColumnId[]) => void };

export function ColumnMenu({ columns, onChange }: Props) {
  const { t } = useTranslation();
  const columnName = useColumnName();
  return (
    <Popover position="bottom-start" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<Columns3 size={15} />}>
          {t('worklist.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={8}>
          {COLUMNS.map((id) => (
            <Checkbox
              key={id}
              size="xs"
              label={columnName(id)}
              checked={columns.includes(id)}
              disabled={id === 'name'}
              onChange={(event) => onChange(withColumn(columns, id, event.currentTarget.checked))}
            />
          ))}
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => onChange(usualColumns(window.innerWidth))}
          >
            {t('worklist.usualColumns')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
