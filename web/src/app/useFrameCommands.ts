/** What the keyboard does on every screen: the palette and the list of shortcuts. */
import { useTranslation } from 'react-i18next';
import type { Command } from '../commands/command';

type Acts = { palette: () => void; help: () => void };

export function useFrameCommands({ palette, help }: Acts): Command[] {
  const { t } = useTranslation();
  const group = t('help.everywhere');
  return [
    {
      id: 'palette',
      label: t('palette.open'),
      group,
      keys: ['Mod+k'],
      enabled: true,
      whileTyping: true,
      run: palette,
    },
    { id: 'help', label: t('command.help'), group, keys: ['?'], enabled: true, run: help },
  ];
}
