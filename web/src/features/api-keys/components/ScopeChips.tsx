/** What a key may do, in a few words; the rest opens on demand. */
import { Popover, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ApiKey, ScopeCatalogue } from '../api';
import { holdsAll, lostScopes, shortName } from '../scopes';
import classes from './ScopeChips.module.css';

/** More than these make a row of the table taller than it is useful. */
const SHOWN = 2;

type Props = { apiKey: ApiKey; catalogue: ScopeCatalogue | undefined };

export function ScopeChips({ apiKey, catalogue }: Props) {
  const { t } = useTranslation();
  const lost = lostScopes(apiKey);
  const all = catalogue !== undefined && holdsAll(apiKey.scopes, catalogue);
  const shown = apiKey.scopes.slice(0, SHOWN);
  const more = apiKey.scopes.length - shown.length;
  return (
    <div className={classes.chips}>
      {all ? (
        <span className={classes.chip} data-all="true">
          {t('apiKeys.all')}
        </span>
      ) : (
        shown.map((scope) => (
          <span key={scope} className={classes.chip} data-lost={lost.includes(scope) || undefined}>
            {shortName(scope)}
          </span>
        ))
      )}
      {(more > 0 || lost.length > 0) && (
        <Whole apiKey={apiKey} lost={lost} label={all || more === 0 ? null : `+${more}`} />
      )}
    </div>
  );
}

/** Every scope, with those that do not hold marked and explained. */
function Whole({ apiKey, lost, label }: { apiKey: ApiKey; lost: string[]; label: string | null }) {
  const { t } = useTranslation();
  return (
    <Popover width={330} position="bottom-start" shadow="md" withRoles={false}>
      <Popover.Target>
        <UnstyledButton className={classes.more}>
          {label ?? (lost.length === 0 && '…')}
          {lost.length > 0 && <TriangleAlert size={13} aria-hidden="true" className={classes.warn} />}
          <VisuallyHidden>
            {t('apiKeys.scopesOf', { name: apiKey.name, count: apiKey.scopes.length })}
          </VisuallyHidden>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        {lost.length > 0 && <p className={classes.lost}>{t('apiKeys.lost', { count: lost.length })}</p>}
        <ul className={classes.list}>
          {apiKey.scopes.map((scope) => (
            <li key={scope} data-lost={lost.includes(scope) || undefined}>
              {shortName(scope)}
              {lost.includes(scope) && <span className={classes.not}> {t('apiKeys.lostOne')}</span>}
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
