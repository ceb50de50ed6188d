/** The organizations that a person belongs to, to change between them. */
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../ui/Fault';
import { Tag } from '../../ui/Tag';
import { membershipsQuery, useSwitchOrganization } from './api';
import classes from './OrganizationList.module.css';
import { useRoleName } from './useRoleName';

export function OrganizationList() {
  const { t } = useTranslation();
  const roleName = useRoleName();
  const memberships = useQuery(membershipsQuery);
  const change = useSwitchOrganization();
  if (memberships.error)
    return <Fault error={memberships.error} onRetry={() => void memberships.refetch()} />;
  if (!memberships.data) return <Skeleton height={56} />;
  return (
    <>
      {change.error && <Fault error={change.error} />}
      <ul className={classes.list}>
        {memberships.data.map(({ id, name, role, kind, current }) => (
          <li key={id} className={classes.row}>
            <div className={classes.words}>
              <span className={classes.name}>{name}</span>
              <span className={classes.more}>
                {roleName(role)} · {t(kind === 'single' ? 'organization.single' : 'organization.multi')}
              </span>
            </div>
            {current ? (
              <Tag tone="sure">{t('organization.current')}</Tag>
            ) : (
              <Button
                variant="default"
                size="xs"
                aria-label={t('organization.switchTo', { name })}
                loading={change.isPending && change.variables === id}
                onClick={() => change.mutate(id)}
              >
                {t('organization.switch')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
