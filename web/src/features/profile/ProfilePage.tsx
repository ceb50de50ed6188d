/** Your profile: who you are here, how you sign in, where you are signed in, and where you belong. */
import { Button, Group, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { InHead } from '../../app/HeadSlot';
import { useTitle } from '../../app/useTitle';
import { Path } from '../../ui/Path';
import { Section } from '../../ui/Section';
import { CreateOrganizationDialog } from '../organization/NameDialog';
import { OrganizationList } from '../organization/OrganizationList';
import { type Me, meQuery } from '../session/api';
import { PasswordDialog } from '../session/PasswordDialog';
import { PersonForm } from './components/PersonForm';
import { SecondFactor } from './components/SecondFactor';
import { Sessions } from './components/Sessions';
import classes from './ProfilePage.module.css';

export function ProfilePage() {
  const { t } = useTranslation();
  useTitle(t('profile.title'));
  const me = useQuery(meQuery).data;
  return (
    <div className={classes.page}>
      <InHead>
        <Path here={t('profile.title')} />
      </InHead>
      <Title order={1}>{t('profile.title')}</Title>
      {me && <Sections me={me} />}
    </div>
  );
}

function Sections({ me }: { me: Me }) {
  const { t } = useTranslation();
  return (
    <>
      <Section title={t('profile.person')} text={t('profile.personText')}>
        {/* The address may come with the first password, from the dialog below. */}
        <PersonForm key={String(me.email === null)} me={me} />
      </Section>
      <Section title={t('profile.password')} text={t('profile.passwordText')}>
        <Password me={me} />
      </Section>
      <Section title={t('profile.factor')} text={t('profile.factorText')}>
        <SecondFactor me={me} />
      </Section>
      <Section title={t('profile.sessions')} text={t('profile.sessionsText')}>
        <Sessions />
      </Section>
      <Section title={t('profile.organizations')} text={t('profile.organizationsText')}>
        <Organizations />
      </Section>
    </>
  );
}

function Password({ me }: { me: Me }) {
  const { t } = useTranslation();
  const [open, dialog] = useDisclosure(false);
  return (
    <Group gap="md">
      <Button variant="default" onClick={dialog.open}>
        {me.hasPassword ? t('user.changePassword') : t('user.setPassword')}
      </Button>
      {!me.hasPassword && (
        <Text size="sm" c="dimmed">
          {t('profile.noPassword')}
        </Text>
      )}
      <PasswordDialog me={me} opened={open} onClose={dialog.close} />
    </Group>
  );
}

function Organizations() {
  const { t } = useTranslation();
  const [open, dialog] = useDisclosure(false);
  return (
    <>
      <OrganizationList />
      <Button variant="default" mt="sm" onClick={dialog.open}>
        {t('organization.create')}
      </Button>
      <CreateOrganizationDialog opened={open} onClose={dialog.close} />
    </>
  );
}
