/** The link of an invitation that was just sent; it is shown only now. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../../ui/CopyField';
import { useWhen } from '../../../ui/useWhen';
import { sessionOptionsQuery } from '../../session/api';
import type { Invitation } from '../api';

type Props = { invitation: Invitation; onClose: () => void; onAnother?: () => void };

export function InvitationLink({ invitation, onClose, onAnother }: Props) {
  const { t } = useTranslation();
  const when = useWhen();
  const canMail = useQuery(sessionOptionsQuery).data?.canMail;
  return (
    <Stack>
      <Text role="status">
        {t(canMail === false ? 'people.notMailed' : 'people.mailed', { email: invitation.email })}
      </Text>
      {invitation.link && (
        <div>
          <Text size="sm" mb={6}>
            {t('people.linkText', { when: when.exact(invitation.expiresAt) })}
          </Text>
          <CopyField label={t('people.link')} value={invitation.link} copyLabel={t('people.copyLink')} />
        </div>
      )}
      <Group justify="flex-end">
        {onAnother && (
          <Button variant="default" onClick={onAnother}>
            {t('people.another')}
          </Button>
        )}
        <Button data-autofocus autoFocus onClick={onClose}>
          {t('common.done')}
        </Button>
      </Group>
    </Stack>
  );
}
