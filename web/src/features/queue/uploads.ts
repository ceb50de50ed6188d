/**
 * Files on their way to the server: which wait, which are being sent and how far, which failed and why.
 * Pure; `useUploads` does the sending.
 */

export type Upload = {
  readonly id: string;
  readonly name: string;
  /** Files of the collection that it becomes. */
  readonly files: number;
  readonly sizeBytes: number;
  readonly state: 'waiting' | 'sending' | 'stored' | 'failed';
  /** Bytes that have left. */
  readonly sentBytes: number;
  readonly error: Error | null;
};

export type UploadEvent =
  | { type: 'chosen'; files: readonly Pick<Upload, 'id' | 'name' | 'files' | 'sizeBytes'>[] }
  | { type: 'started'; id: string }
  | { type: 'progressed'; id: string; sentBytes: number }
  | { type: 'stored'; id: string }
  | { type: 'failed'; id: string; error: Error }
  | { type: 'retried'; id: string }
  | { type: 'failedRetried' }
  | { type: 'dismissed'; id: string }
  | { type: 'cancelled' }
  | { type: 'cleared' };

/** Two at once keep the line busy while the server stores one; more only share the same line. */
export const AT_ONCE = 2;

function change(uploads: readonly Upload[], id: string, to: Partial<Upload>): Upload[] {
  return uploads.map((upload) => (upload.id === id ? { ...upload, ...to } : upload));
}

export function uploads(state: readonly Upload[], event: UploadEvent): readonly Upload[] {
  switch (event.type) {
    case 'chosen':
      return [
        ...state,
        ...event.files.map((file): Upload => ({ ...file, state: 'waiting', sentBytes: 0, error: null })),
      ];
    case 'started':
      return change(state, event.id, { state: 'sending', sentBytes: 0, error: null });
    case 'progressed':
      return state.map((upload) =>
        upload.id === event.id && upload.state === 'sending'
          ? { ...upload, sentBytes: Math.min(Math.max(event.sentBytes, upload.sentBytes), upload.sizeBytes) }
          : upload,
      );
    case 'stored':
      return state.map((upload) =>
        upload.id === event.id ? { ...upload, state: 'stored', sentBytes: upload.sizeBytes } : upload,
      );
    case 'failed':
      return change(state, event.id, { state: 'failed', error: event.error });
    case 'retried':
      return change(state, event.id, { state: 'waiting', sentBytes: 0, error: null });
    case 'failedRetried':
      return state.map((upload) =>
        upload.state === 'failed' ? { ...upload, state: 'waiting', sentBytes: 0, error: null } : upload,
      );
    case 'cancelled':
      return state.filter((upload) => upload.state === 'stored' || upload.state === 'failed');
    case 'dismissed':
      return state.filter((upload) => upload.id !== event.id);
    case 'cleared':
      return state.filter((upload) => upload.state === 'waiting' || upload.state === 'sending');
  }
}

/** The next one to send; `null` while enough are on their way or none waits. */
export function nextToSend(state: readonly Upload[]): Upload | null {
  const sending = state.filter((upload) => upload.state === 'sending').length;
  return sending >= AT_ONCE ? null : (state.find((upload) => upload.state === 'waiting') ?? null);
}

const RANK: Record<Upload['state'], number> = { failed: 0, sending: 1, waiting: 2, stored: 3 };

/** What went wrong first, then what is under way, what waits, and what is done; each in the order of choosing. */
export function inOrder(state: readonly Upload[]): Upload[] {
  return [...state].sort((a, b) => RANK[a.state] - RANK[b.state]);
}

/** Share of the bytes that have left, 0 to 1; files without bytes count once they are done. */
export function progressOf(state: readonly Upload[]): number {
  const total = state.reduce((sum, upload) => sum + Math.max(upload.sizeBytes, 1), 0);
  const sent = state.reduce(
    (sum, upload) => sum + (upload.state === 'stored' ? Math.max(upload.sizeBytes, 1) : upload.sentBytes),
    0,
  );
  return total === 0 ? 0 : Math.min(sent / total, 1);
}
