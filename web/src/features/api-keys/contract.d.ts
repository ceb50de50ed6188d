/** Routes that the OpenAPI document does not describe yet. */
import type { components } from '../../api/schema';

type Pagination = components['schemas']['Pagination'];

export type KeyStatus = 'Active' | 'Expired' | 'Revoked';

export type ApiKey = {
  id: string;
  name: string;
  orgId: string;
  processId: string | null;
  scopes: string[];
  effectiveScopes: string[];
  status: KeyStatus;
  createdAt: string;
  exp: string | null;
  prefix: string;
  createdBy: string;
  createdByName: string | null;
  lastUsedAt: string | null;
  lastUsedIp: string | null;
  lastUsedRoute: string | null;
  networks: string[];
  replacedBy: string | null;
};

export type CreatedApiKey = ApiKey & { key: string };
export type NewApiKey = { name: string; exp?: string; scopes: string[]; networks?: string[] };
export type ApiKeyChange = { name?: string; networks?: string[]; exp?: string };
export type ApiKeyList = { apiKeys: ApiKey[]; pagination: Pagination };

export type ScopeItem = { scope: string; description: string; mine: boolean };
export type ScopeGroup = { id: string; name: string; scopes: ScopeItem[] };
export type ScopePreset = { id: string; name: string; scopes: string[] };
export type ScopeCatalogue = { groups: ScopeGroup[]; presets: ScopePreset[] };

export type UsageDay = { day: string; succeeded: number; refused: number; failed: number };
export type KeyUsage = {
  days: UsageDay[];
  routes: { route: string; lastUsedAt: string; requests: number }[];
  networks: { network: string; firstSeenAt: string; lastSeenAt: string }[];
};

export type Alert = {
  id: string;
  kind: string;
  apiKeyId: string | null;
  apiKeyName: string | null;
  message: string;
  createdAt: string;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
};

export type Organization = {
  id: string;
  name: string;
  kind: 'single' | 'multi';
  createdAt: string;
  apiKeyLongestDays: number;
  members: number;
};

export type Access = {
  subjectId: string;
  userId: string | null;
  name: string;
  email: string | null;
  role: 'owner' | 'admin' | 'user';
  permissions: string[];
  grantedAt: string;
  grantedBy: string;
  grantedByName: string | null;
  inherited: boolean;
};

export type Member = {
  id: string;
  subjectId: string;
  email: string | null;
  fullName: string;
  role: 'owner' | 'admin' | 'user';
  state: 'active' | 'deactivated';
};

type Json<T> = { headers: { [name: string]: unknown }; content: { 'application/json': T } };
type None = { headers: { [name: string]: unknown }; content?: never };

type Op<Path, Query, Body, Answers> = {
  parameters: { query?: Query; header?: never; path: Path; cookie?: never };
  requestBody: Body extends undefined ? never : { content: { 'application/json': Body } };
  responses: Answers;
};
type OpNoBody<Path, Query, Answers> = {
  parameters: { query?: Query; header?: never; path: Path; cookie?: never };
  requestBody?: never;
  responses: Answers;
};

type ListQuery = { offset?: number; limit?: number; status?: KeyStatus };
type OrgKey = { api_key_id: string };
type InProcess = { process_id: string };
type ProcessKey = InProcess & OrgKey;
type Person = InProcess & { user_id: string };

type Bare<Query, Answers> = {
  parameters: { query?: Query; header?: never; path?: never; cookie?: never };
  requestBody?: never;
  responses: Answers;
};
type BareBody<Body, Answers> = {
  parameters: { query?: never; header?: never; path?: never; cookie?: never };
  requestBody: { content: { 'application/json': Body } };
  responses: Answers;
};

declare module '../../api/schema' {
  interface paths {
    '/scopes': { get: Bare<never, { 200: Json<ScopeCatalogue> }> };
    '/organization': { get: Bare<never, { 200: Json<Organization> }> };
    '/admin/api-keys': {
      get: Bare<ListQuery, { 200: Json<ApiKeyList> }>;
      post: BareBody<NewApiKey, { 201: Json<CreatedApiKey> }>;
    };
    '/admin/api-keys/{api_key_id}': {
      get: OpNoBody<OrgKey, never, { 200: Json<ApiKey> }>;
      patch: Op<OrgKey, never, ApiKeyChange, { 200: Json<ApiKey> }>;
      delete: OpNoBody<OrgKey, never, { 204: None }>;
    };
    '/admin/api-keys/{api_key_id}/rotate': {
      post: Op<OrgKey, never, { graceSeconds: number }, { 201: Json<CreatedApiKey> }>;
    };
    '/admin/api-keys/{api_key_id}/usage': { get: OpNoBody<OrgKey, never, { 200: Json<KeyUsage> }> };
    '/processes/{process_id}/api-keys': {
      get: OpNoBody<InProcess, ListQuery, { 200: Json<ApiKeyList> }>;
      post: Op<InProcess, never, NewApiKey, { 201: Json<CreatedApiKey> }>;
    };
    '/processes/{process_id}/api-keys/{api_key_id}': {
      get: OpNoBody<ProcessKey, never, { 200: Json<ApiKey> }>;
      patch: Op<ProcessKey, never, ApiKeyChange, { 200: Json<ApiKey> }>;
      delete: OpNoBody<ProcessKey, never, { 204: None }>;
    };
    '/processes/{process_id}/api-keys/{api_key_id}/rotate': {
      post: Op<ProcessKey, never, { graceSeconds: number }, { 201: Json<CreatedApiKey> }>;
    };
    '/processes/{process_id}/api-keys/{api_key_id}/usage': {
      get: OpNoBody<ProcessKey, never, { 200: Json<KeyUsage> }>;
    };
    '/admin/alerts': {
      get: Bare<
        { state?: 'open'; offset?: number; limit?: number },
        { 200: Json<{ alerts: Alert[]; pagination: Pagination }> }
      >;
    };
    '/admin/alerts/{alert_id}/acknowledge': {
      post: OpNoBody<{ alert_id: string }, never, { 200: Json<Alert> }>;
    };
    '/processes/{process_id}/accesses': {
      get: OpNoBody<
        InProcess,
        { offset?: number; limit?: number },
        { 200: Json<{ accesses: Access[]; pagination: Pagination }> }
      >;
    };
    '/processes/{process_id}/accesses/{user_id}': {
      put: Op<Person, never, { role: 'admin' | 'user' }, { 200: Json<Access> }>;
      delete: OpNoBody<Person, never, { 204: None }>;
    };
    '/admin/users': {
      get: Bare<
        { query?: string; state?: string; role?: string; offset?: number; limit?: number },
        { 200: Json<{ users: Member[]; pagination: Pagination }> }
      >;
    };
  }
}
