/** Routes that the server's document does not name yet. */
import type { Client } from 'openapi-fetch';
import { client, type Schemas, signInClient } from '../../api/client';

type Body<B> = { content: { 'application/json': B } };
type Answer<R> = { headers: { [name: string]: unknown }; content: { 'application/json': R } };
type Sent<B> = [B] extends [never] ? { requestBody?: never } : { requestBody: Body<B> };
type Asked<P, Q> = {
  parameters: { query?: [Q] extends [never] ? never : Q; header?: never; path: P; cookie?: never };
};
type AskedWithoutPath<Q> = {
  parameters: { query?: [Q] extends [never] ? never : Q; header?: never; path?: never; cookie?: never };
};
type Op<R, B = never, P = never, Q = never> = Asked<P, Q> & Sent<B> & { responses: { 200: Answer<R> } };
type OpNoPath<R, B = never, Q = never> = AskedWithoutPath<Q> & Sent<B> & { responses: { 200: Answer<R> } };

type Pagination = { offset: number; limit: number; total: number };
type Page = { offset?: number; limit?: number };

export type Me = Schemas['Me'] & {
  userId: string | null;
  hasSecondFactor: boolean;
  orgKind: OrganizationKind;
  apiKeyId: string | null;
  processIds: string[] | null;
};
export type OrganizationKind = 'single' | 'multi';
export type SessionOptions = {
  signUp: 'open' | 'link' | 'closed';
  providers: { id: string; name: string }[];
  canMail: boolean;
};
export type SignUp = {
  name: string;
  email: string;
  password: string;
  organizationName: string | null;
  token: string | null;
};
export type InvitationToMe = {
  email: string;
  fullName: string;
  orgName: string;
  invitedByName: string;
  hasAccount: boolean;
  expiresAt: string;
};
export type InvitationAccept = {
  token: string;
  fullName: string;
  password: string | null;
  code: string | null;
};
export type ProfileChange = { name?: string; email?: string; currentPassword?: string };
export type Session = {
  id: string;
  current: boolean;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
  ip: string | null;
  userAgent: string | null;
};
export type SecondFactor = { enabled: boolean; confirmedAt: string | null; recoveryCodesLeft: number };
export type SecondFactorSetup = { secret: string; otpauthUrl: string; qrSvg: string };
export type Membership = {
  id: string;
  name: string;
  role: 'owner' | 'admin' | 'user';
  kind: OrganizationKind;
  current: boolean;
};
export type Organization = {
  id: string;
  name: string;
  kind: OrganizationKind;
  createdAt: string;
  apiKeyLongestDays: number;
  members: number;
};
export type ProcessRole = { id: string; name: string; role: 'owner' | 'admin' | 'user' };
export type User = {
  id: string;
  subjectId: string;
  email: string | null;
  fullName: string;
  role: 'owner' | 'admin' | 'user';
  state: 'active' | 'deactivated';
  processes: ProcessRole[];
  lastSeenAt: string | null;
  createdAt: string;
  hasSecondFactor: boolean;
  isMe: boolean;
};
export type ProcessAssignment = { id: string; role: 'owner' | 'admin' | 'user' };
export type UserChange = {
  role?: 'owner' | 'admin' | 'user';
  fullName?: string;
  processes?: ProcessAssignment[];
};
export type NewInvitation = {
  email: string;
  fullName: string;
  role: 'admin' | 'user';
  processes: ProcessAssignment[];
};
export type Invitation = {
  id: string;
  email: string;
  fullName: string;
  role: 'admin' | 'user';
  processes: ProcessRole[];
  state: 'Pending' | 'Accepted' | 'Expired' | 'Revoked';
  createdAt: string;
  expiresAt: string;
  sentAt: string | null;
  invitedBy: string;
  invitedByName: string | null;
  link: string | null;
};
export type AuditEvent = {
  number: number;
  at: string;
  actor: string | null;
  actorName: string | null;
  action: string;
  objectKind: string | null;
  objectId: string | null;
  objectName: string | null;
  ip: string | null;
  details: Record<string, unknown>;
  hash: string;
};
export type Mail = {
  id: string;
  to: string;
  subject: string;
  text: string;
  createdAt: string;
  sentAt: string | null;
  error: string | null;
};

type AuditQuery = { actor?: string; action?: string; from?: string; to?: string; query?: string } & Page;

type PendingPaths = {
  '/session/options': { get: OpNoPath<SessionOptions> };
  '/session/sign-up': { post: OpNoPath<Me, SignUp> };
  '/session': { post: OpNoPath<Me, { email: string; password: string; code: string | null }> };
  '/session/password-reset': { post: OpNoPath<undefined, { email: string }> };
  '/session/password-reset/confirm': { post: OpNoPath<undefined, { token: string; newPassword: string }> };
  '/session/invitation': { post: OpNoPath<InvitationToMe, { token: string }> };
  '/session/invitation/accept': { post: OpNoPath<Me, InvitationAccept> };
  '/me': { patch: OpNoPath<Me, ProfileChange> };
  '/me/sessions': { get: OpNoPath<{ sessions: Session[] }>; delete: OpNoPath<undefined> };
  '/me/sessions/{session_id}': { delete: Op<undefined, never, { session_id: string }> };
  '/me/second-factor': {
    get: OpNoPath<SecondFactor>;
    post: OpNoPath<SecondFactorSetup, { currentPassword: string }>;
  };
  '/me/second-factor/confirm': { post: OpNoPath<{ recoveryCodes: string[] }, { code: string }> };
  '/me/second-factor/disable': { post: OpNoPath<undefined, { currentPassword: string; code: string }> };
  '/me/second-factor/recovery-codes': { post: OpNoPath<{ recoveryCodes: string[] }, { code: string }> };
  '/me/organizations': { get: OpNoPath<{ organizations: Membership[] }> };
  '/me/organization': { put: OpNoPath<Me, { orgId: string }> };
  '/organization': {
    get: OpNoPath<Organization>;
    patch: OpNoPath<Organization, { name?: string; apiKeyLongestDays?: number }>;
  };
  '/organization/convert': { post: OpNoPath<Organization, { name: string }> };
  '/organizations': { post: OpNoPath<Organization, { name: string }> };
  '/admin/users': {
    get: OpNoPath<
      { users: User[]; pagination: Pagination },
      never,
      { query?: string; state?: User['state']; role?: User['role'] } & Page
    >;
  };
  '/admin/users/{user_id}': {
    patch: Op<User, UserChange, { user_id: string }>;
    delete: Op<undefined, never, { user_id: string }>;
  };
  '/admin/users/{user_id}/deactivate': { post: Op<User, never, { user_id: string }> };
  '/admin/users/{user_id}/activate': { post: Op<User, never, { user_id: string }> };
  '/admin/invitations': {
    get: OpNoPath<
      { invitations: Invitation[]; pagination: Pagination },
      never,
      { state?: Invitation['state'] } & Page
    >;
    post: OpNoPath<Invitation, NewInvitation>;
  };
  '/admin/invitations/{invitation_id}/resend': { post: Op<Invitation, never, { invitation_id: string }> };
  '/admin/invitations/{invitation_id}': { delete: Op<undefined, never, { invitation_id: string }> };
  '/admin/audit': {
    get: OpNoPath<{ events: AuditEvent[]; actions: string[]; pagination: Pagination }, never, AuditQuery>;
  };
  '/admin/mails': { get: OpNoPath<{ mails: Mail[]; pagination: Pagination }, never, Page> };
};

export const pendingClient = client as unknown as Client<PendingPaths>;
export const pendingSignInClient = signInClient as unknown as Client<PendingPaths>;
