/** Roles in words. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

export type Role = 'owner' | 'admin' | 'user';

const NAMES = {
  owner: 'organization.owner',
  admin: 'organization.admin',
  user: 'organization.user',
} as const;

const isKnown = (role: string): role is Role => role in NAMES;

export function useRoleName() {
  const { t } = useTranslation();
  return useCallback((role: string) => (isKnown(role) ? t(NAMES[role]) : role), [t]);
}
