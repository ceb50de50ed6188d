/** What can be done on every screen: the palette, the list of shortcuts, the tour. */
import { useTranslation } from 'react-i18next';
import type { Command } from '../commands/command';

type Acts = { palette: () => void; help: () => void; tour: () => void };

export function useFrameCommands({ palette, help, tour }: Acts): Command[] {
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
    { id: 'tour', label: t('tour.again'), group, keys: [], enabled: true, run: tour },
  ];
}
