/** Somebody was invited: who by, to what, and the account to come in with. */
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { faultAt } from '../../api/problem';
import { Fault } from '../../ui/Fault';
import { sentence } from '../../ui/sentence';
import { useWhen } from '../../ui/useWhen';
import { type InvitationToMe, invitationQuery, meQuery, useAcceptInvitation } from './api';
import { CodeInput } from './CodeInput';
import { FrontPage } from './FrontPage';
import classes from './FrontPage.module.css';
import { NewPasswordInput } from './NewPasswordInput';
import { PasswordField } from './PasswordField';
import { EntryFault } from './Refusal';
import { refusalOf } from './signInStep';
import { MAX_LENGTH, MIN_LENGTH } from './strength';
import { useToken } from './useToken';
import { Waiting } from './Waiting';

export function InvitationPage() {
  const { t } = useTranslation();
  const token = useToken();
  if (token) return <Opened key={token} token={token} />;
  return (
    <FrontPage title={t('signIn.invitation')}>
      {token === undefined ? (
        <Waiting text={t('supervision.loading')} />
      ) : (
        <Stack>
          <Text>{t('signIn.invitationNoLink')}</Text>
          <Button component={Link} to="/sign-in" variant="light">
            {t('signIn.title')}
          </Button>
        </Stack>
      )}
    </FrontPage>
  );
}

function Opened({ token }: { token: string }) {
  const { t } = useTranslation();
  const when = useWhen();
  const invitation = useQuery(invitationQuery(token));
  const { data } = invitation;
  if (!data)
    return (
      <FrontPage title={t('signIn.invitation')}>
        {invitation.error ? (
          <Stack>
            <Fault error={invitation.error}>
              <Text size="sm">{t('signIn.invitationOver')}</Text>
            </Fault>
            <Button component={Link} to="/sign-in" variant="light">
              {t('signIn.title')}
            </Button>
          </Stack>
        ) : (
          <Waiting text={t('supervision.loading')} />
        )}
      </FrontPage>
    );
  return (
    <FrontPage
      title={t('signIn.invitationTo', { name: data.orgName })}
      text={data.hasAccount ? t('signIn.invitationKnown') : t('signIn.invitationNew')}
    >
      <dl className={classes.facts}>
        <dt>{t('signIn.invitedBy')}</dt>
        <dd>{data.invitedByName}</dd>
        <dt>{t('signIn.email')}</dt>
        <dd>{data.email}</dd>
        <dt>{t('signIn.invitedUntil')}</dt>
        <dd>{when.exact(data.expiresAt)}</dd>
      </dl>
      <AcceptForm token={token} invitation={data} />
    </FrontPage>
  );
}

/** Whoever is signed in as the one who is invited need not prove it again. */
function useIsSignedIn(invitation: InvitationToMe): boolean {
  const me = useQuery({ ...meQuery, enabled: invitation.hasAccount }).data;
  return invitation.hasAccount && me?.email === invitation.email;
}

type Values = { fullName: string; password: string };

function AcceptForm({ token, invitation }: { token: string; invitation: InvitationToMe }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const accept = useAcceptInvitation();
  const [asksCode, setAsksCode] = useState(false);
  const [code, setCode] = useState('');
  const isHere = useIsSignedIn(invitation);
  const form = useForm<Values>({ defaultValues: { fullName: invitation.fullName, password: '' } });
  const errors = form.formState.errors;
  const typed = form.watch();
  const refused = faultAt(accept.error, 'password');
  const isSame = typed.password === accept.variables?.password;
  const refusal = accept.error && refusalOf(accept.error);

  const submit = form.handleSubmit(({ fullName, password }) =>
    accept.mutate(
      { token, fullName: fullName.trim(), password: password || null, code: code.trim() || null },
      {
        onSuccess: () => void navigate({ to: '/', replace: true }),
        onError: (error) => {
          if (refusalOf(error) === 'codeNeeded') setAsksCode(true);
          setCode('');
        },
      },
    ),
  );

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {accept.error && !refused && refusal === 'other' && (
          <EntryFault error={accept.error} refused={t('signIn.wrong')} />
        )}
        {/* So that a password manager keeps the password under the right name. */}
        <input type="email" autoComplete="username" value={invitation.email} readOnly hidden />
        {!invitation.hasAccount && (
          <TextInput
            label={t('signIn.name')}
            autoComplete="name"
            maxLength={100}
            error={errors.fullName && t('signIn.nameMissing')}
            {...form.register('fullName', { validate: (name) => name.trim() !== '' })}
          />
        )}
        {isHere && <Text size="sm">{t('signIn.invitationHere')}</Text>}
        {invitation.hasAccount && !isHere && (
          <PasswordField
            label={t('signIn.password')}
            autoComplete="current-password"
            autoFocus
            error={errors.password && t('signIn.passwordMissing')}
            {...form.register('password', { required: true })}
          />
        )}
        {!invitation.hasAccount && (
          <NewPasswordInput
            label={t('signIn.password')}
            autoFocus
            typed={typed.password}
            known={[typed.fullName, invitation.email]}
            error={
              errors.password
                ? t('password.tooShort', { count: MIN_LENGTH })
                : refused && isSame && sentence(refused)
            }
            {...form.register('password', { required: true, minLength: MIN_LENGTH, maxLength: MAX_LENGTH })}
          />
        )}
        {asksCode && (
          <CodeInput
            value={code}
            onChange={setCode}
            error={refusal === 'codeWrong' && code === '' ? t('signIn.codeWrong') : null}
          />
        )}
        <Button type="submit" loading={accept.isPending} fullWidth mt="xs">
          {t('signIn.invitationAccept')}
        </Button>
      </Stack>
    </form>
  );
}
