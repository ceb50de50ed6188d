/** API keys of an organization or of one process, their usage and their alerts. */
import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query';
import { client, type Schemas, unwrap } from '../../api/client';
import { queryClient } from '../../api/queries';

export type Alert = Schemas['Alert'];
export type ApiKey = Schemas['ApiKey'];
export type CreatedApiKey = Schemas['CreatedApiKey'];
export type KeyStatus = Schemas['ApiKeyStatus'];
export type KeyUsage = Schemas['ApiKeyUsage'];
export type ScopeCatalogue = Schemas['ScopeCatalogue'];
export type ScopeGroup = Schemas['ScopeGroup'];
export type ScopePreset = Schemas['ScopePreset'];
export type UsageDay = Schemas['ApiKeyUsageDay'];

/** Whose keys they are: those of a process, or with `null` those of the organization. */
export type KeyOwner = string | null;

/** Rows of a page: about what a screen shows without much scrolling. */
export const PAGE_SIZE = 25;

const allOf = (owner: KeyOwner) => ['api-keys', owner] as const;

export type ListQuery = { status: KeyStatus | null; page: number };

export const keysQuery = (owner: KeyOwner, { status, page }: ListQuery) =>
  queryOptions({
    queryKey: [...allOf(owner), 'list', { status, page }],
    queryFn: ({ signal }) => {
      const query = { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE, ...(status && { status }) };
      return unwrap(
        owner === null
          ? client.GET('/admin/api-keys', { params: { query }, signal })
          : client.GET('/processes/{process_id}/api-keys', {
              params: { path: { process_id: owner }, query },
              signal,
            }),
      );
    },
    placeholderData: keepPreviousData,
  });

export const usageQuery = (owner: KeyOwner, id: string) =>
  queryOptions({
    queryKey: [...allOf(owner), id, 'usage'],
    queryFn: ({ signal }) =>
      unwrap(
        owner === null
          ? client.GET('/admin/api-keys/{api_key_id}/usage', { params: { path: { api_key_id: id } }, signal })
          : client.GET('/processes/{process_id}/api-keys/{api_key_id}/usage', {
              params: { path: { process_id: owner, api_key_id: id } },
              signal,
            }),
      ),
  });

export const scopesQuery = queryOptions({
  queryKey: ['scopes'],
  queryFn: ({ signal }) => unwrap(client.GET('/scopes', { signal })),
  staleTime: 60_000,
});

const listAgain = (owner: KeyOwner) => queryClient.invalidateQueries({ queryKey: allOf(owner) });

export function useCreateKey(owner: KeyOwner) {
  return useMutation({
    mutationFn: (body: Schemas['NewApiKey']) =>
      unwrap(
        owner === null
          ? client.POST('/admin/api-keys', { body })
          : client.POST('/processes/{process_id}/api-keys', {
              params: { path: { process_id: owner } },
              body,
            }),
      ),
    // The answer holds the secret: nothing of it is kept longer than the dialog that shows it.
    gcTime: 0,
    onSuccess: () => void listAgain(owner),
  });
}

export function useRotateKey(owner: KeyOwner, id: string) {
  return useMutation({
    mutationFn: (graceSeconds: number) =>
      unwrap(
        owner === null
          ? client.POST('/admin/api-keys/{api_key_id}/rotate', {
              params: { path: { api_key_id: id } },
              body: { graceSeconds },
            })
          : client.POST('/processes/{process_id}/api-keys/{api_key_id}/rotate', {
              params: { path: { process_id: owner, api_key_id: id } },
              body: { graceSeconds },
            }),
      ),
    gcTime: 0,
    onSuccess: () => void listAgain(owner),
  });
}

export function useChangeKey(owner: KeyOwner, id: string) {
  return useMutation({
    mutationFn: (body: Schemas['ApiKeyChange']) =>
      unwrap(
        owner === null
          ? client.PATCH('/admin/api-keys/{api_key_id}', { params: { path: { api_key_id: id } }, body })
          : client.PATCH('/processes/{process_id}/api-keys/{api_key_id}', {
              params: { path: { process_id: owner, api_key_id: id } },
              body,
            }),
      ),
    onSuccess: () => listAgain(owner),
  });
}

export function useDeleteKey(owner: KeyOwner, id: string) {
  return useMutation({
    mutationFn: () =>
      unwrap(
        owner === null
          ? client.DELETE('/admin/api-keys/{api_key_id}', { params: { path: { api_key_id: id } } })
          : client.DELETE('/processes/{process_id}/api-keys/{api_key_id}', {
              params: { path: { process_id: owner, api_key_id: id } },
            }),
      ),
    onSuccess: () => listAgain(owner),
  });
}

const ALERTS = ['alerts'] as const;

export const openAlertsQuery = queryOptions({
  queryKey: ALERTS,
  queryFn: ({ signal }) =>
    unwrap(client.GET('/admin/alerts', { params: { query: { state: 'open' } }, signal })),
});

export function useAcknowledge() {
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(client.POST('/admin/alerts/{alert_id}/acknowledge', { params: { path: { alert_id: id } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ALERTS }),
  });
}
