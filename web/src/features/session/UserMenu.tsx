/** Who am I, password, language, light or dark, sign out. */
import {
  ActionIcon,
  Menu,
  SegmentedControl,
  Text,
  Tooltip,
  UnstyledButton,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { BookOpen, Check, KeyRound, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, LANGUAGES } from '../../app/i18n';
import { meQuery, signOut } from './api';
import { PasswordDialog } from './PasswordDialog';
import classes from './UserMenu.module.css';

function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  return `${parts[0]?.[0] ?? '?'}${parts.length > 1 ? (parts[parts.length - 1]?.[0] ?? '') : ''}`.toUpperCase();
}

export function UserMenu() {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data;
  const [passwordOpen, password] = useDisclosure(false);
  if (!me) return null;
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
      <Menu width={268} position="bottom-end">
        <Menu.Target>
          <UnstyledButton className={classes.who} aria-label={t('user.menu', { name: me.name })}>
            {initials(me.name)}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
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
          <Menu.Divider />
          <Menu.Item leftSection={<KeyRound size={15} />} onClick={password.open}>
            {me.hasPassword ? t('user.changePassword') : t('user.setPassword')}
          </Menu.Item>
          <Menu.Item leftSection={<BookOpen size={15} />} component="a" href="/docs" target="_blank">
            {t('user.api')}
          </Menu.Item>
          <Menu.Divider />
          <Languages />
          <Menu.Divider />
          <Scheme />
          <Menu.Divider />
          <SignOut />
        </Menu.Dropdown>
      </Menu>
      <PasswordDialog me={me} opened={passwordOpen} onClose={password.close} />
    </>
  );
}

function Languages() {
  const { t, i18n } = useTranslation();
  return (
    <>
      <Menu.Label>{t('user.language')}</Menu.Label>
      {LANGUAGES.map(({ code, name }) => (
        <Menu.Item
          key={code}
          lang={code}
          closeMenuOnClick={false}
          role="menuitemradio"
          aria-checked={i18n.language === code}
          rightSection={i18n.language === code ? <Check size={15} /> : null}
          onClick={() => void changeLanguage(code)}
        >
          {name}
        </Menu.Item>
      ))}
    </>
  );
}

function Scheme() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const option = (value: 'light' | 'auto' | 'dark', icon: React.ReactNode, label: string) => ({
    value,
    label: (
      <span className={classes.scheme}>
        {icon} {label}
      </span>
    ),
  });
  return (
    <div className={classes.schemes}>
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
    </div>
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
    <Menu.Item leftSection={<LogOut size={15} />} onClick={() => void leave()}>
      {t('user.signOut')}
    </Menu.Item>
  );
}
