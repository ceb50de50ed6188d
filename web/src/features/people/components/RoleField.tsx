/** The role in the organization, each with a sentence that says what it means. */
import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Role, useRoleName } from '../../organization/useRoleName';

const MEANING = {
  owner: 'people.ownerText',
  admin: 'people.adminText',
  user: 'people.userText',
} as const;

type Props = { roles: readonly Role[]; value: Role; onChange: (role: Role) => void };

export function RoleField({ roles, value, onChange }: Props) {
  const { t } = useTranslation();
  const roleName = useRoleName();
  return (
    <Radio.Group
      label={t('people.role')}
      value={value}
      onChange={(chosen) => {
        const role = roles.find((one) => one === chosen);
        if (role) onChange(role);
      }}
    >
      <Stack gap={10} mt={6}>
        {roles.map((role) => (
          <Radio key={role} value={role} label={roleName(role)} description={t(MEANING[role])} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
