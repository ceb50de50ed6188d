/** Everything that can lie over the supervision screen, one at a time. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { keys, queryClient } from '../../../api/queries';
import { notify } from '../../../ui/notify';
import { tellFault } from '../../../ui/tellFault';
import { labelFrom } from '../../../ui/useReason';
import { isBusy } from '../../queue/list';
import { meQuery } from '../../session/api';
import type { Opened } from '../commands';
import { DocumentsDialog } from '../documents/DocumentsDialog';
import type { Slot } from '../slots';
import type { useAcceptance } from '../useAcceptance';
import type { ReviewHandle } from '../useReview';
import { CommentsDrawer } from './CommentsDrawer';
import { HistoryDialog } from './HistoryDialog';
import { MoveDialog } from './MoveDialog';
import { RejectDialog } from './RejectDialog';

type Props = {
  opened: Opened | null;
  collection: Schemas['Collection'];
  file: { id: string; name: string } | undefined;
  line: Slot | undefined;
  lines: readonly Slot[];
  review: ReviewHandle;
  acceptance: ReturnType<typeof useAcceptance>;
  editable: boolean;
  manages: boolean;
  onRefresh: () => void;
  onClose: () => void;
};

/** After the documents of a file changed, the results of before must not be shown in the place of the new ones. */
async function afterDivision(collectionId: string): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: keys.collection(collectionId) });
  const now = queryClient.getQueryData<Schemas['Collection']>(keys.collection(collectionId));
  // While it is read, this screen is not shown; whatever comes after asks anew.
  if (!now || !isBusy(now)) await queryClient.resetQueries({ queryKey: keys.results(collectionId) });
}

export function Overlays(props: Props) {
  const { t } = useTranslation();
  const { opened, collection, line, lines, review, acceptance, onClose } = props;
  const me = useQuery(meQuery).data;
  const labelOf = (name: string) => lines.find((one) => one.dataPoint === name)?.label ?? labelFrom(name);
  const divided = (undo: () => Promise<unknown>, hasClass: boolean) => {
    const id = `divided:${collection.id}`;
    const back = () =>
      undo()
        .then(() => afterDivision(collection.id))
        .catch(tellFault);
    notify({
      id,
      autoClose: 15_000,
      message: (
        <>
          {t(hasClass ? 'reviewing.documents.taught' : 'reviewing.documents.done')}{' '}
          <Button variant="subtle" size="compact-xs" onClick={() => void back()}>
            {t('reviewing.documents.back')}
          </Button>
        </>
      ),
    });
    void afterDivision(collection.id);
  };
  return (
    <>
      <HistoryDialog
        line={opened === 'history' ? (line ?? null) : null}
        editable={props.editable}
        onRestored={props.onRefresh}
        onClose={onClose}
      />
      <CommentsDrawer
        collectionId={collection.id}
        opened={opened === 'comments'}
        line={line}
        subjectId={me?.subjectId}
        mayDeleteAll={props.manages}
        labelOf={labelOf}
        onClose={onClose}
      />
      <MoveDialog
        from={opened === 'move' ? (line ?? null) : null}
        lines={lines}
        onMove={(to) => {
          if (line) review.move(line, to);
          onClose();
        }}
        onClose={onClose}
      />
      <RejectDialog
        opened={opened === 'reject'}
        busy={acceptance.busy}
        error={acceptance.rejectFault}
        onReject={(reason) => void acceptance.reject(reason).then((done) => done && onClose())}
        onClose={onClose}
      />
      <DocumentsDialog
        processId={collection.processId}
        file={opened === 'documents' ? (props.file ?? null) : null}
        onChanged={divided}
        onClose={onClose}
      />
    </>
  );
}
