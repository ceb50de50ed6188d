/** The formats as items of a menu. */
import { Menu } from '@mantine/core';
import { Braces, CodeXml, FileSpreadsheet, type LucideIcon, Table2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type ExportFormat, FORMATS } from './api';

const ICONS: Record<ExportFormat, LucideIcon> = {
  csv: Table2,
  xlsx: FileSpreadsheet,
  json: Braces,
  xml: CodeXml,
};

type Props = { onFormat: (format: ExportFormat) => void; disabled?: boolean };

export function FormatItems({ onFormat, disabled = false }: Props) {
  const { t } = useTranslation();
  return FORMATS.map((format) => {
    const Icon = ICONS[format];
    return (
      <Menu.Item
        key={format}
        leftSection={<Icon size={15} aria-hidden="true" />}
        disabled={disabled}
        onClick={() => onFormat(format)}
      >
        {t(`export.as.${format}`)}
      </Menu.Item>
    );
  });
}
