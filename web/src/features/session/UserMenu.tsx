/** Who am I, password, language, light or dark, sign out. */
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
import { useNavigate } from '@tanstack/react-router';
import { BookOpen, KeyRound, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, LANGUAGES, type Language } from '../../app/i18n';
import { type Me, meQuery, signOut } from './api';
import { PasswordDialog } from './PasswordDialog';
import classes from './UserMenu.module.css';

function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  return `${parts[0]?.[0] ?? '?'}${parts.length > 1 ? (parts[parts.length - 1]?.[0] ?? '') : ''}`.toUpperCase();
}

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
          <Content me={me} onPassword={setPassword} />
        </Popover.Dropdown>
      </Popover>
      <PasswordDialog me={me} opened={passwordOpen} onClose={password.close} />
    </>
  );
}

function Content({ me, onPassword }: { me: Me; onPassword: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <div className={classes.me}>
        <Text fw={600}>{me.name}</Text>
        <Text size="xs" c="dimmed">
          {me.email ?? t('user.noEmail')}
        </Text>
        <Text size="xs" c="dimmed">
          {me.orgName}
          {me.role && ` · ${me.role}`}
        </Text>
      </div>
      <div className={classes.section}>
        <UnstyledButton className={classes.item} onClick={onPassword} data-autofocus>
          <KeyRound size={15} aria-hidden="true" />
          {me.hasPassword ? t('user.changePassword') : t('user.setPassword')}
        </UnstyledButton>
        <a className={classes.item} href="/docs" target="_blank" rel="noreferrer">
          <BookOpen size={15} aria-hidden="true" />
          {t('user.api')}
        </a>
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
