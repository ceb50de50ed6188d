/** The organization that the caller works in, and the others that a person belongs to. */
import { queryOptions, useMutation } from '@tanstack/react-query';
import { client, type Schemas, unwrap } from '../../api/client';
import { keys, queryClient } from '../../api/queries';
import { welcome } from '../session/api';

export type Membership = Schemas['Membership'];
export type Organization = Schemas['Organization'];

const organizationKey = ['organization'] as const;

export const organizationQuery = queryOptions({
  queryKey: organizationKey,
  queryFn: ({ signal }) => unwrap(client.GET('/organization', { signal })),
});

export const membershipsQuery = queryOptions({
  queryKey: ['me', 'organizations'],
  queryFn: ({ signal }) => unwrap(client.GET('/me/organizations', { signal })),
  select: (answer) => answer.organizations,
});

/** The name of the organization stands in what is known about the caller, too. */
const nameMayHaveChanged = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: organizationKey }),
    queryClient.invalidateQueries({ queryKey: keys.me }),
  ]);

export function useEditOrganization() {
  return useMutation({
    mutationFn: (body: Schemas['OrganizationChange']) => unwrap(client.PATCH('/organization', { body })),
    onSuccess: nameMayHaveChanged,
  });
}

export function useConvertOrganization() {
  return useMutation({
    mutationFn: (name: string) => unwrap(client.POST('/organization/convert', { body: { name } })),
    // It has another id now, and that stands in every answer.
    onSuccess: () => queryClient.invalidateQueries(),
  });
}

export function useCreateOrganization() {
  return useMutation({
    mutationFn: (name: string) => unwrap(client.POST('/organizations', { body: { name } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: membershipsQuery.queryKey }),
  });
}

export function useSwitchOrganization() {
  return useMutation({
    mutationFn: (orgId: string) => unwrap(client.PUT('/me/organization', { body: { orgId } })),
    onSuccess: (me) => {
      welcome(me);
      // Every screen shows things of the last organization: start anew.
      window.location.assign('/');
    },
  });
}
