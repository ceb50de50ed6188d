/** Where the screen stands in the product, in the head bar. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './Path.module.css';

type Props = { process?: { id: string; name: string } | undefined; here?: string | undefined };

export function Path({ process, here }: Props) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('shell.path')} className={classes.path}>
      <ol>
        {process && (
          <li>
            {here ? (
              <Link to="/queue/$processId" params={{ processId: process.id }} className={classes.link}>
                {process.name}
              </Link>
            ) : (
              <span aria-current="page">{process.name}</span>
            )}
          </li>
        )}
        {here && (
          <li>
            <span aria-current="page" title={here}>
              {here}
            </span>
          </li>
        )}
      </ol>
    </nav>
  );
}
