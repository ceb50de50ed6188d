/** Takes files and folders that are dropped anywhere on the screen. */
import { FileDown } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { filesOf } from '../files';
import classes from './DropArea.module.css';

const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

type Props = { onFiles: (files: File[]) => void; children: ReactNode };

export function DropArea({ onFiles, children }: Props) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  // Entering a child fires before leaving its parent, so the depth has to be counted.
  const depth = useRef(0);

  const move = (by: number) => (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth.current += by;
    setOver(depth.current > 0);
  };

  const drop = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    void filesOf(event.dataTransfer.items).then((files) => files.length > 0 && onFiles(files));
  };

  return (
    <section
      className={classes.area}
      aria-label={t('queue.dropArea')}
      onDragEnter={move(1)}
      onDragLeave={move(-1)}
      onDragOver={(event) => carriesFiles(event) && event.preventDefault()}
      onDrop={drop}
    >
      {children}
      {over && (
        <div className={classes.veil} aria-hidden="true">
          <FileDown size={34} strokeWidth={1.5} />
          <span>{t('worklist.drop')}</span>
        </div>
      )}
    </section>
  );
}
