/** Who am I, my profile, my organizations, language, light or dark, sign out. */
import {
  ActionIcon,
  NativeSelect,
  Popover,
  SegmentedControl,
  Text,
  Tooltip,
  UnstyledButton,
  useMantineColorScheme,
  VisuallyHidden,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Building2, Check, CircleUser, KeyRound, LogOut, Monitor, Moon, Sparkles, Sun } from 'lucide-react';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, LANGUAGES, type Language } from '../../app/i18n';
import { tellFault } from '../../ui/tellFault';
import { membershipsQuery, useSwitchOrganization } from '../organization/api';
import { useRoleName } from '../organization/useRoleName';
import { useTour } from '../tour/useTour';
import { type Me, meQuery, signOut } from './api';
import { initials } from './initials';
import classes from './UserMenu.module.css';

const PasswordDialog = lazy(() =>
  import('./PasswordDialog').then((file) => ({ default: file.PasswordDialog })),
);

export function UserMenu() {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data;
  const [open, menu] = useDisclosure(false);
  const [passwordOpen, password] = useDisclosure(false);
  if (!me) return null;
  const setPassword = () => {
    menu.close();
    password.open();
  };
  return (
    <>
      {!me.hasPassword && (
        <Tooltip label={t('user.noPassword')}>
          <ActionIcon
            variant="subtle"
            c="var(--pg-mark)"
            aria-label={t('user.noPassword')}
            onClick={password.open}
          >
            <KeyRound size={17} />
          </ActionIcon>
        </Tooltip>
      )}
      <Popover opened={open} onChange={menu.set} width={272} position="bottom-end" shadow="md" trapFocus>
        <Popover.Target>
          <UnstyledButton className={classes.who} onClick={menu.toggle}>
            <span aria-hidden="true">{initials(me.name)}</span>
            <VisuallyHidden>{t('user.menu', { name: me.name })}</VisuallyHidden>
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown p={0}>
          <Content me={me} onPassword={setPassword} onGo={menu.close} />
        </Popover.Dropdown>
      </Popover>
      {/* Fetched when it is first asked for. */}
      {passwordOpen && (
        <Suspense>
          <PasswordDialog me={me} opened onClose={password.close} />
        </Suspense>
      )}
    </>
  );
}

type ContentProps = { me: Me; onPassword: () => void; onGo: () => void };

function Content({ me, onPassword, onGo }: ContentProps) {
  const { t } = useTranslation();
  const roleName = useRoleName();
  return (
    <>
      <div className={classes.me}>
        <Text fw={600}>{me.name}</Text>
        <Text size="xs" c="dimmed">
          {me.email ?? t('user.noEmail')}
        </Text>
        <Text size="xs" c="dimmed">
          {me.orgName}
          {me.role && ` · ${roleName(me.role)}`}
        </Text>
      </div>
      <div className={classes.section}>
        <Link to="/profile" className={classes.item} onClick={onGo} data-autofocus>
          <CircleUser size={15} aria-hidden="true" />
          {t('user.profile')}
        </Link>
        <UnstyledButton className={classes.item} onClick={onPassword}>
          <KeyRound size={15} aria-hidden="true" />
          {me.hasPassword ? t('user.changePassword') : t('user.setPassword')}
        </UnstyledButton>
      </div>
      <Organizations />
      <div className={classes.section}>
        <FirstSteps onGo={onGo} />
      </div>
      <div className={classes.settings}>
        <Languages />
        <Scheme />
      </div>
      <div className={classes.section}>
        <SignOut />
      </div>
    </>
  );
}

function FirstSteps({ onGo }: { onGo: () => void }) {
  const { t } = useTranslation();
  const { process, begin } = useTour();
  if (!process) return null;
  const start = () => {
    onGo();
    begin();
  };
  return (
    <UnstyledButton className={classes.item} onClick={start}>
      <Sparkles size={15} aria-hidden="true" />
      {t('tour.again')}
    </UnstyledButton>
  );
}

/** Only for those who belong to more than one. */
function Organizations() {
  const { t } = useTranslation();
  const memberships = useQuery(membershipsQuery).data;
  const change = useSwitchOrganization();
  if (!memberships || memberships.length < 2) return null;
  return (
    <div className={classes.section}>
      <span className={classes.heading} id="user-organizations">
        {t('profile.organizations')}
      </span>
      <ul className={classes.organizations} aria-labelledby="user-organizations">
        {memberships.map(({ id, name, current }) => (
          <li key={id}>
            <UnstyledButton
              className={classes.item}
              aria-current={current || undefined}
              disabled={change.isPending}
              onClick={() => !current && change.mutate(id, { onError: tellFault })}
            >
              {current ? <Check size={15} aria-hidden="true" /> : <Building2 size={15} aria-hidden="true" />}
              <span className={classes.organization}>{name}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Languages() {
  const { t, i18n } = useTranslation();
  return (
    <NativeSelect
      size="xs"
      label={t('user.language')}
      value={i18n.language}
      onChange={(event) => void changeLanguage(event.currentTarget.value as Language)}
      data={LANGUAGES.map(({ code, name }) => ({ value: code, label: name }))}
    />
  );
}

function Scheme() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const option = (value: 'light' | 'auto' | 'dark', icon: ReactNode, label: string) => ({
    value,
    label: (
      <span className={classes.scheme}>
        {icon} {label}
      </span>
    ),
  });
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label={t('user.scheme')}
      value={colorScheme}
      onChange={(value) => setColorScheme(value as 'light' | 'auto' | 'dark')}
      data={[
        option('light', <Sun size={13} aria-hidden="true" />, t('user.light')),
        option('auto', <Monitor size={13} aria-hidden="true" />, t('user.system')),
        option('dark', <Moon size={13} aria-hidden="true" />, t('user.dark')),
      ]}
    />
  );
}

function SignOut() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut().catch(() => undefined);
    await navigate({ to: '/sign-in' });
  };
  return (
    <UnstyledButton className={classes.item} onClick={() => void leave()}>
      <LogOut size={15} aria-hidden="true" />
      {t('user.signOut')}
    </UnstyledButton>
  );
}
