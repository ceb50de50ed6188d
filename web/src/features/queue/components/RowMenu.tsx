/** What can be done with a collection of the queue. */
import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { CircleStop, Download, Ellipsis, Eye, RotateCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tellFault } from '../../../ui/tellFault';
import { downloadAddress, useReprocess, useStop } from '../api';
import { type Collection, hasResults, isBusy } from '../list';
import classes from './QueueTable.module.css';

type Props = { collection: Collection; onDelete: (collection: Collection) => void };

/** The button alone; the menu behind it is made when it is asked for, since a long list has many. */
export function RowMenu(props: Props) {
  const { t } = useTranslation();
  const [isMade, setMade] = useState(false);
  const button = (
    <button
      type="button"
      className={classes.dots}
      aria-label={t('queue.actionsFor', { name: props.collection.name })}
      aria-haspopup="menu"
      onClick={() => setMade(true)}
    >
      <Ellipsis size={17} aria-hidden="true" />
    </button>
  );
  if (!isMade) return button;
  return (
    <Menu position="bottom-end" width={210} defaultOpened>
      <Menu.Target>{button}</Menu.Target>
      <Actions {...props} />
    </Menu>
  );
}

function Actions({ collection, onDelete }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const reprocess = useReprocess();
  const stop = useStop();
  const { id } = collection;
  const onError = (error: Error) => tellFault(error);
  return (
    <Menu.Dropdown>
      {hasResults(collection) && (
        <Menu.Item
          leftSection={<Eye size={15} />}
          onClick={() => void navigate({ to: '/supervision/$collectionId', params: { collectionId: id } })}
        >
          {t('queue.open')}
        </Menu.Item>
      )}
      {isBusy(collection) ? (
        <Menu.Item leftSection={<CircleStop size={15} />} onClick={() => stop.mutate(id, { onError })}>
          {t('queue.stop')}
        </Menu.Item>
      ) : (
        <Menu.Item leftSection={<RotateCw size={15} />} onClick={() => reprocess.mutate(id, { onError })}>
          {t('queue.reprocess')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<Download size={15} />} component="a" href={downloadAddress(id)} download>
        {t('queue.download')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        leftSection={<Trash2 size={15} />}
        color="var(--pg-doubt)"
        onClick={() => onDelete(collection)}
      >
        {t('delete.submit')}
      </Menu.Item>
    </Menu.Dropdown>
  );
}
