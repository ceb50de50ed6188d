/** Exports and saves the file, with notices of how it goes. */
import { useTranslation } from 'react-i18next';
import { notify } from '../../ui/notify';
import { tellFault } from '../../ui/tellFault';
import { downloadAddress, type Export, useExport, type Wish } from './api';

/** Lets the browser save what an address answers with. */
function save(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}

export function useExportAndSave(processId: string) {
  const { t } = useTranslation();
  const { mutate, isPending } = useExport(processId);
  const done = (made: Export) => {
    if (made.status === 'Completed') {
      save(downloadAddress(made.id));
      notify({
        message: t('export.done', { count: made.numberOfDocuments, name: made.fileName }),
        autoClose: 5000,
      });
    } else if (made.status === 'Failed') {
      notify({ color: 'red', message: t('export.failed', { reason: made.error ?? '' }), autoClose: 12_000 });
    } else {
      notify({ message: t('export.later') });
    }
  };
  return {
    exportAndSave: (wish: Wish) => mutate(wish, { onSuccess: done, onError: tellFault }),
    isExporting: isPending,
  };
}
