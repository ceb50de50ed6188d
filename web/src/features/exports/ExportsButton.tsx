/** Opens the exports of a process; for those who may make some. */
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { FileDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Process, processQuery } from '../processes/api';
import { meQuery } from '../session/api';
import { mayInProcess } from '../session/may';
import { ExportsDrawer } from './ExportsDrawer';

export function ExportsButton({ processId }: { processId: Process['id'] }) {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data;
  const process = useQuery(processQuery(processId)).data;
  const [opened, drawer] = useDisclosure(false);
  if (!mayInProcess(me, process, 'workspace.export:create')) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<FileDown size={16} aria-hidden="true" />}
        onClick={drawer.open}
        aria-haspopup="dialog"
      >
        {t('export.open')}
      </Button>
      <ExportsDrawer processId={processId} opened={opened} onClose={drawer.close} />
    </>
  );
}
