/** The files that are on their way, with how far each one is and what went wrong. */
import { ActionIcon, Button, Progress, Text } from '@mantine/core';
import { Check, CircleAlert, FileUp, RotateCw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { bytes } from '../../../ui/bytes';
import { useFaultWords } from '../../../ui/Fault';
import { sentence } from '../../../ui/sentence';
import { inOrder, progressOf, type Upload } from '../uploads';
import classes from './UploadList.module.css';

type Props = {
  uploads: readonly Upload[];
  retry: (id: string) => void;
  dismiss: (id: string) => void;
  clear: () => void;
};

export function UploadList({ uploads, retry, dismiss, clear }: Props) {
  const { t } = useTranslation();
  if (uploads.length === 0) return null;
  const busy = uploads.filter((upload) => upload.state === 'waiting' || upload.state === 'sending').length;
  const failed = uploads.filter((upload) => upload.state === 'failed').length;
  return (
    <section className={classes.box} aria-label={t('upload.title')}>
      <div className={classes.head}>
        <Text fw={600} aria-live="polite">
          {busy > 0
            ? t('upload.busy', { count: busy })
            : t('upload.done', { count: uploads.length - failed })}
          {failed > 0 && <span className={classes.failed}> · {t('upload.failed', { count: failed })}</span>}
        </Text>
        {busy > 0 ? (
          <Text size="sm" c="dimmed">
            {Math.round(progressOf(uploads) * 100)} %
          </Text>
        ) : (
          <Button variant="subtle" size="compact-xs" onClick={clear}>
            {t('upload.clear')}
          </Button>
        )}
      </div>
      <ul className={classes.list}>
        {inOrder(uploads).map((upload) => (
          <Row
            key={upload.id}
            upload={upload}
            onRetry={() => retry(upload.id)}
            onDismiss={() => dismiss(upload.id)}
          />
        ))}
      </ul>
    </section>
  );
}

type RowProps = { upload: Upload; onRetry: () => void; onDismiss: () => void };

function Row({ upload, onRetry, onDismiss }: RowProps) {
  const { t, i18n } = useTranslation();
  const words = useFaultWords();
  const fault = upload.error && words(upload.error);
  const percent = upload.sizeBytes === 0 ? 0 : (100 * upload.sentBytes) / upload.sizeBytes;
  return (
    <li className={classes.row} data-state={upload.state}>
      <Icon state={upload.state} />
      <div className={classes.what}>
        <div className={classes.line}>
          <span className={classes.name}>{upload.name}</span>
          <Text span size="xs" c="dimmed">
            {upload.state === 'stored' ? t('upload.stored') : bytes(upload.sizeBytes, i18n.language)}
          </Text>
        </div>
        {upload.state === 'sending' && (
          <Progress value={percent} size={3} aria-label={t('upload.progress', { name: upload.name })} />
        )}
        {fault && (
          <Text size="sm" className={classes.fault} role="alert">
            {[...fault.what, fault.action ?? ''].filter(Boolean).map(sentence).join(' ')}
          </Text>
        )}
      </div>
      {upload.state === 'failed' && (
        <ActionIcon variant="subtle" onClick={onRetry} aria-label={t('upload.retry', { name: upload.name })}>
          <RotateCw size={15} />
        </ActionIcon>
      )}
      {upload.state !== 'stored' && (
        <ActionIcon
          variant="subtle"
          color="gray"
          onClick={onDismiss}
          aria-label={t('upload.dismiss', { name: upload.name })}
        >
          <X size={15} />
        </ActionIcon>
      )}
    </li>
  );
}

function Icon({ state }: { state: Upload['state'] }) {
  if (state === 'stored') return <Check size={16} aria-hidden="true" className={classes.good} />;
  if (state === 'failed') return <CircleAlert size={16} aria-hidden="true" className={classes.bad} />;
  return <FileUp size={16} aria-hidden="true" className={classes.quiet} />;
}
