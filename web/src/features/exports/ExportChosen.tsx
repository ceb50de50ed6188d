/** Exports the rows that are chosen in a queue, in a format of choice. */
import { Button, Menu } from '@mantine/core';
import { FileDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Wish } from './api';
import { FormatItems } from './FormatItems';
import { useExportAndSave } from './useExportAndSave';

type Props = {
  processId: string;
  /** What is chosen, as the server takes it. */
  chosen: Omit<Wish, 'format'>;
  disabled: boolean;
};

export function ExportChosen({ processId, chosen, disabled }: Props) {
  const { t } = useTranslation();
  const { exportAndSave, isExporting } = useExportAndSave(processId);
  return (
    <Menu position="bottom-start" width={200}>
      <Menu.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          disabled={disabled}
          loading={isExporting}
          leftSection={<FileDown size={15} aria-hidden="true" />}
        >
          {t('export.selected')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <FormatItems onFormat={(format) => exportAndSave({ ...chosen, format })} />
      </Menu.Dropdown>
    </Menu>
  );
}
