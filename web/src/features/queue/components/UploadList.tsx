/** The files that are on their way, with how far each one is and what went wrong. Any number: only those in sight are there. */
import { ActionIcon, Button, Collapse, Progress, Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Check, ChevronDown, ChevronRight, CircleAlert, FileUp, RotateCw, X } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bytes } from '../../../ui/bytes';
import { useFaultWords } from '../../../ui/Fault';
import { sentence } from '../../../ui/sentence';
import { inOrder, progressOf, type Upload } from '../uploads';
import classes from './UploadList.module.css';

/** Height of a line in pixels; lines with a fault are higher, which is measured. */
const LINE_PX = 38;

type Props = {
  uploads: readonly Upload[];
  retry: (id: string) => void;
  retryAll: () => void;
  dismiss: (id: string) => void;
  cancel: () => void;
  clear: () => void;
};

export function UploadList({ uploads, retry, retryAll, dismiss, cancel, clear }: Props) {
  const { t } = useTranslation();
  const [choice, choose] = useState<boolean>();
  if (uploads.length === 0) return null;
  const count = (...states: Upload['state'][]) =>
    uploads.filter(({ state }) => states.includes(state)).length;
  const [busy, failed] = [count('waiting', 'sending'), count('failed')];
  const percent = Math.floor(progressOf(uploads) * 100);
  // What went well needs no room once it is there: the rows of the queue have it.
  const isOpen = choice ?? (busy > 0 || failed > 0);
  return (
    <section className={classes.box} aria-label={t('upload.title')}>
      <div className={classes.head}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-expanded={isOpen}
          aria-label={t('upload.title')}
          onClick={() => choose(!isOpen)}
        >
          {isOpen ? <ChevronDown size={16} /> : <ChevronRight size={16} />}
        </ActionIcon>
        <Text fw={600} aria-live="polite" flex={1}>
          {busy > 0
            ? t('upload.busy', { count: busy })
            : t('upload.done', { count: uploads.length - failed })}
          {failed > 0 && <span className={classes.failed}> · {t('upload.failed', { count: failed })}</span>}
        </Text>
        {failed > 0 && (
          <Button variant="subtle" size="compact-xs" onClick={retryAll}>
            {t('worklist.retryAll')}
          </Button>
        )}
        {busy > 0 ? (
          <>
            <Text size="sm" c="dimmed" className={classes.percent}>
              {percent} %
            </Text>
            <Button variant="subtle" size="compact-xs" color="gray" onClick={cancel}>
              {t('worklist.cancelAll')}
            </Button>
          </>
        ) : (
          <Button variant="subtle" size="compact-xs" onClick={clear}>
            {t('upload.clear')}
          </Button>
        )}
      </div>
      {busy > 0 && <Progress value={percent} size={4} mt={8} aria-label={t('worklist.uploadProgress')} />}
      <Collapse expanded={isOpen}>
        <Lines uploads={uploads} retry={retry} dismiss={dismiss} />
      </Collapse>
    </section>
  );
}

function Lines({ uploads, retry, dismiss }: Pick<Props, 'uploads' | 'retry' | 'dismiss'>) {
  const list = useRef<HTMLDivElement>(null);
  const ordered = useMemo(() => inOrder(uploads), [uploads]);
  const virtualizer = useVirtualizer({
    count: ordered.length,
    getScrollElement: () => list.current,
    estimateSize: () => LINE_PX,
    overscan: 6,
    getItemKey: (at) => ordered[at]?.id ?? at,
  });
  return (
    <div ref={list} className={classes.list}>
      <ul style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const upload = ordered[index];
          return (
            upload && (
              <li
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                data-state={upload.state}
                className={classes.row}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Line upload={upload} onRetry={() => retry(upload.id)} onDismiss={() => dismiss(upload.id)} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

type LineProps = { upload: Upload; onRetry: () => void; onDismiss: () => void };

function Line({ upload, onRetry, onDismiss }: LineProps) {
  const { t, i18n } = useTranslation();
  const words = useFaultWords();
  const fault = upload.error && words(upload.error);
  const percent = upload.sizeBytes === 0 ? 0 : (100 * upload.sentBytes) / upload.sizeBytes;
  const name =
    upload.files > 1 ? t('worklist.andMore', { name: upload.name, count: upload.files - 1 }) : upload.name;
  return (
    <>
      <Icon state={upload.state} />
      <div className={classes.what}>
        <div className={classes.line}>
          <span className={classes.name}>
            <bdi>{name}</bdi>
          </span>
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
    </>
  );
}

function Icon({ state }: { state: Upload['state'] }) {
  if (state === 'stored') return <Check size={16} aria-hidden="true" className={classes.good} />;
  if (state === 'failed') return <CircleAlert size={16} aria-hidden="true" className={classes.bad} />;
  return <FileUp size={16} aria-hidden="true" className={classes.quiet} />;
}
