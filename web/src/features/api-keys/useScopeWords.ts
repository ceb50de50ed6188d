/** Scopes, their groups and presets in the reader's language; what has no text of ours yet, as the server says it. */
import { useTranslation } from 'react-i18next';
import type en from '../../locales/en.json';
import { sentence } from '../../ui/sentence';
import type { ScopeGroup, ScopePreset } from './api';
import { shortName } from './scopes';

type ScopeText = keyof (typeof en)['scope'];
type GroupText = keyof (typeof en)['scopeGroup'];
type PresetText = keyof (typeof en)['scopePreset'];

/** `workspace.admin.user:read` → `admin_user_read`: dots and colons have a meaning in the names of texts. */
export const textName = (scope: string): string => shortName(scope).replaceAll(/[.:]/g, '_');

export function useScopeWords() {
  const { t, i18n } = useTranslation();
  const known = <Name extends string>(group: string, name: string): name is Name =>
    i18n.exists(`${group}.${name}`);
  return {
    scope: (scope: string, description: string): string => {
      const name = textName(scope);
      return known<ScopeText>('scope', name) ? t(`scope.${name}`) : sentence(description).replace(/\.$/, '');
    },
    group: ({ id, name }: ScopeGroup): string =>
      known<GroupText>('scopeGroup', id) ? t(`scopeGroup.${id}`) : name,
    preset: ({ id, name }: ScopePreset): string =>
      known<PresetText>('scopePreset', id) ? t(`scopePreset.${id}`) : name,
  };
}
