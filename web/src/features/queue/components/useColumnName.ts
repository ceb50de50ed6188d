/** The headings of the queue's columns. */
import { useTranslation } from 'react-i18next';
import type { ColumnId } from '../columns';

const KEYS = {
  name: 'queue.name',
  files: 'queue.files',
  pages: 'queue.pages',
  status: 'queue.status',
  progress: 'worklist.progress',
  priority: 'worklist.priority',
  confidence: 'worklist.confidence',
  assignee: 'worklist.assignee',
  duplicates: 'worklist.duplicates',
  created: 'queue.created',
  updated: 'worklist.updated',
  metadata: 'worklist.metadata',
} as const satisfies Record<ColumnId, string>;

export function useColumnName() {
  const { t } = useTranslation();
  return (id: ColumnId) => t(KEYS[id]);
}
