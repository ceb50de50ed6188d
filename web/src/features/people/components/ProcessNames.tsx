/** The processes of a person, shortened. */
import { Text, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProcessRole } from '../api';
import { namedProcesses } from '../list';

type Props = { role: 'owner' | 'admin' | 'user'; processes: readonly ProcessRole[] };

export function ProcessNames({ role, processes }: Props) {
  const { t } = useTranslation();
  if (role !== 'user')
    return (
      <Text size="sm" c="dimmed">
        {t('people.allProcesses')}
      </Text>
    );
  const { named, more } = namedProcesses(processes);
  if (named.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('people.noProcesses')}
      </Text>
    );
  const all = processes.map((process) => process.name).join(', ');
  return (
    <Tooltip label={all} multiline maw={320} disabled={more === 0}>
      <span>
        {named.join(', ')}
        {more > 0 && ` ${t('people.moreProcesses', { count: more })}`}
      </span>
    </Tooltip>
  );
}
