/** What a caller may do, to show only what leads somewhere. The server decides in the end. */
import type { Me } from './api';

export type Permission =
  | 'workspace.admin.user:read'
  | 'workspace.admin.user:invite'
  | 'workspace.admin.user:manage'
  | 'workspace.admin.api_key:manage'
  | 'workspace.admin.audit:read'
  | 'workspace.admin.process:manage'
  | 'workspace.export:create'
  | 'workspace.process:create'
  | 'workspace.admin.collection:manage'
  | 'workspace.collection_editor:override'
  | 'workspace.process:update'
  | 'workspace.process:delete'
  | 'workspace.collection:delete'
  | 'workspace.result:read'
  | 'workspace.model:train'
  | 'workspace.process.api_key:manage';

type Rights = Pick<Me, 'scopes' | 'processIds'>;

/** Whether the caller holds a permission for the whole organization, not just for some of its processes. */
export function mayEverywhere(me: Rights | undefined, permission: Permission): boolean {
  // A server that knows no rights by process says nothing about processes.
  return me !== undefined && (me.processIds ?? null) === null && me.scopes.includes(permission);
}

type Accesses = { accesses: { [subject: string]: { permissions: string[] } } };

/** Whether the caller holds a permission for a process: by an access to it, or for every process. */
export function mayInProcess(
  me: (Rights & Pick<Me, 'subjectId'>) | undefined,
  process: Accesses | undefined,
  permission: Permission,
): boolean {
  if (me === undefined) return false;
  return (
    mayEverywhere(me, permission) ||
    (process?.accesses[me.subjectId]?.permissions.includes(permission) ?? false)
  );
}
