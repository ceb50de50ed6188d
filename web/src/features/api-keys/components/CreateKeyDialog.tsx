/** Makes a key, with the rules of handling it beside the form, and shows its secret once. */
import { Modal, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import { organizationQuery } from '../../organization/api';
import { type KeyOwner, scopesQuery } from '../api';
import { useSecret } from '../useSecret';
import classes from './CreateKeyDialog.module.css';
import { CreateKeyForm } from './CreateKeyForm';
import { SecretView } from './SecretView';
import { SecurityRules } from './SecurityRules';

type Props = { owner: KeyOwner; opened: boolean; onClose: () => void };

export function CreateKeyDialog({ owner, opened, onClose }: Props) {
  const { t } = useTranslation();
  const secret = useSecret(onClose);
  const title = owner === null ? t('apiKeys.create') : t('apiKeys.generate');
  return (
    <Modal
      opened={opened}
      onClose={secret.tryToLeave}
      onExitTransitionEnd={secret.forget}
      closeOnClickOutside={!secret.created}
      size={secret.created ? 780 : 1000}
      title={secret.created ? t('apiKeys.createdTitle') : title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {secret.created ? (
        <SecretView secret={secret} />
      ) : (
        <div className={classes.columns}>
          <Loaded owner={owner} onCreated={secret.show} onCancel={onClose} />
          <SecurityRules />
        </div>
      )}
    </Modal>
  );
}

type LoadedProps = {
  owner: KeyOwner;
  onCreated: ReturnType<typeof useSecret>['show'];
  onCancel: () => void;
};

/** The form, as soon as it is known what can be chosen. */
function Loaded({ owner, onCreated, onCancel }: LoadedProps) {
  const scopes = useQuery(scopesQuery);
  const organization = useQuery(organizationQuery);
  const error = scopes.error ?? organization.error;
  if (error) {
    return (
      <Fault error={error} onRetry={() => void Promise.all([scopes.refetch(), organization.refetch()])} />
    );
  }
  if (!scopes.data || !organization.data) return <Skeleton height={480} />;
  return (
    <CreateKeyForm
      owner={owner}
      catalogue={scopes.data}
      longestDays={organization.data.apiKeyLongestDays}
      onCreated={onCreated}
      onCancel={onCancel}
    />
  );
}
