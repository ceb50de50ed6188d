/** The rules of handling a key, short enough to be read while making one. */
import { Anchor, Text } from '@mantine/core';
import { ExternalLink, Eye, EyeOff, Lock, RefreshCw, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { guideAddress } from '../../../ui/guide';
import classes from './SecurityRules.module.css';

const RULES = [
  { icon: EyeOff, title: 'apiKeys.ruleSecret', text: 'apiKeys.ruleSecretText' },
  { icon: Lock, title: 'apiKeys.ruleHttps', text: 'apiKeys.ruleHttpsText' },
  { icon: RefreshCw, title: 'apiKeys.ruleRotate', text: 'apiKeys.ruleRotateText' },
  { icon: ShieldCheck, title: 'apiKeys.ruleRestrict', text: 'apiKeys.ruleRestrictText' },
  { icon: Eye, title: 'apiKeys.ruleMonitor', text: 'apiKeys.ruleMonitorText' },
] as const;

export function SecurityRules() {
  const { t } = useTranslation();
  return (
    <section className={classes.box} aria-labelledby="security-rules">
      <h3 className={classes.title} id="security-rules">
        {t('apiKeys.rules')}
      </h3>
      <ul className={classes.list}>
        {RULES.map(({ icon: Icon, title, text }) => (
          <li key={title}>
            <Icon size={16} aria-hidden="true" className={classes.icon} />
            <div>
              <Text size="sm" fw={600}>
                {t(title)}
              </Text>
              <Text size="xs" c="dimmed">
                {t(text)}
              </Text>
            </div>
          </li>
        ))}
      </ul>
      <Anchor href={guideAddress('api-keys')} target="_blank" rel="noreferrer" size="sm" underline="always">
        {t('apiKeys.more')} <ExternalLink size={13} aria-hidden="true" className={classes.outside} />
      </Anchor>
    </section>
  );
}
