/** What people wrote beside the collection, and a place to write. */
import { ActionIcon, Button, Drawer, Loader, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import { tellFault } from '../../../ui/tellFault';
import { useWhen } from '../../../ui/useWhen';
import { type Comment, commentsQuery, useDeleteComment, useWriteComment } from '../comments';
import type { Slot } from '../slots';
import classes from './CommentsDrawer.module.css';

type Props = {
  collectionId: string;
  opened: boolean;
  /** The line in hand: a comment may be about it. */
  line: Slot | undefined;
  subjectId: string | undefined;
  mayDeleteAll: boolean;
  labelOf: (dataPoint: string) => string;
  onClose: () => void;
};

/** As the server has it. */
const LONGEST = 4000;

export function CommentsDrawer(props: Props) {
  const { t } = useTranslation();
  const comments = useQuery({ ...commentsQuery(props.collectionId), enabled: props.opened });
  return (
    <Drawer
      opened={props.opened}
      onClose={props.onClose}
      position="right"
      size={420}
      title={t('reviewing.comments.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        {comments.error && <Fault error={comments.error} onRetry={() => void comments.refetch()} />}
        {comments.isPending && <Loader size="sm" aria-label={t('supervision.loading')} />}
        {comments.data?.comments.length === 0 && <Text c="dimmed">{t('reviewing.comments.none')}</Text>}
        <ul className={classes.list}>
          {comments.data?.comments.map((comment) => (
            <One key={comment.id} comment={comment} {...props} />
          ))}
        </ul>
        <Write {...props} />
      </Stack>
    </Drawer>
  );
}

function One({ comment, collectionId, subjectId, mayDeleteAll, labelOf }: Props & { comment: Comment }) {
  const { t } = useTranslation();
  const { ago } = useWhen();
  const removing = useDeleteComment(collectionId);
  const own = comment.createdBy === subjectId;
  return (
    <li className={classes.comment}>
      <div className={classes.head}>
        <bdi className={classes.name}>{comment.createdByName}</bdi>
        <span className={classes.when}>{ago(comment.createdAt)}</span>
        {(own || mayDeleteAll) && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('reviewing.comments.delete', { name: comment.createdByName })}
            loading={removing.isPending}
            onClick={() => removing.mutate(comment.id, { onError: tellFault })}
          >
            <Trash2 size={14} />
          </ActionIcon>
        )}
      </div>
      {comment.dataPoint && <span className={classes.about}>{labelOf(comment.dataPoint)}</span>}
      <p className={classes.text} dir="auto">
        {comment.text}
      </p>
    </li>
  );
}

function Write({ collectionId, line }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const writing = useWriteComment(collectionId);
  const said = text.trim();
  const about = line && !line.cell ? line : undefined;
  const send = () => {
    if (!said) return;
    writing.mutate(
      { text: said, ...(about && { documentId: about.documentId, dataPoint: about.dataPoint }) },
      { onSuccess: () => setText('') },
    );
  };
  return (
    <Stack gap="xs">
      <Textarea
        label={about ? t('reviewing.comments.about', { label: about.label }) : t('reviewing.comments.write')}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={LONGEST}
        data-autofocus
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      {writing.error && <Fault error={writing.error} />}
      <Button onClick={send} disabled={!said} loading={writing.isPending} style={{ alignSelf: 'flex-end' }}>
        {t('reviewing.comments.send')}
      </Button>
    </Stack>
  );
}
