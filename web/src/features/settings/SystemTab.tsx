/** The installation: what it is made of, what it can read, what is missing, and how it is backed up. */
import { Anchor, Button, Code, List, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, CircleDashed, RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../ui/CopyField';
import { Fault } from '../../ui/Fault';
import { Section } from '../../ui/Section';
import { Tag } from '../../ui/Tag';
import { type System, systemQuery } from '../system/api';
import { languageName } from '../system/languageName';
import classes from './SystemTab.module.css';

export function SystemTab() {
  const system = useQuery(systemQuery);
  if (system.error) return <Fault error={system.error} onRetry={() => void system.refetch()} />;
  if (!system.data) return <Skeleton height={320} />;
  return (
    <>
      <Health system={system.data} busy={system.isFetching} onAgain={() => void system.refetch()} />
      <Reading system={system.data} />
      <Storage system={system.data} />
      <Backup system={system.data} />
    </>
  );
}

/** A line of facts: what, and how it stands. */
function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Present({ is, text }: { is: boolean; text: string }) {
  return (
    <Tag tone={is ? 'sure' : 'quiet'} icon={is ? Check : CircleDashed}>
      {text}
    </Tag>
  );
}

function Health({ system, busy, onAgain }: { system: System; busy: boolean; onAgain: () => void }) {
  const { t } = useTranslation();
  const { missing, optional, storageAnswers } = system;
  const isWell = missing.length === 0 && storageAnswers;
  return (
    <Section title={t('system.health')} text={t('system.healthText')}>
      <Stack gap="md" align="flex-start">
        <Tag tone={isWell ? 'sure' : 'doubt'} icon={isWell ? Check : TriangleAlert}>
          {t(isWell ? 'system.well' : 'system.notWell')}
        </Tag>
        {!storageAnswers && <Text c="var(--pg-doubt)">{t('system.storageSilent')}</Text>}
        {missing.length > 0 && <Sentences title={t('system.missing')} all={missing} />}
        {optional.length > 0 && <Sentences title={t('system.optional')} all={optional} />}
        <dl className={classes.facts}>
          <Fact name={t('system.version')}>{system.version}</Fact>
          <Fact name={t('system.jobs')}>{t('system.jobsWaiting', { count: system.jobs })}</Fact>
          {system.deadJobs > 0 && (
            <Fact name={t('system.deadJobs')}>{t('system.deadJobsText', { count: system.deadJobs })}</Fact>
          )}
        </dl>
        <Button
          variant="default"
          leftSection={<RotateCw size={15} aria-hidden="true" />}
          loading={busy}
          onClick={onAgain}
        >
          {t('system.again')}
        </Button>
      </Stack>
    </Section>
  );
}

function Sentences({ title, all }: { title: string; all: readonly string[] }) {
  return (
    <div>
      <Text fw={600} size="sm">
        {title}
      </Text>
      <List size="sm" spacing={4}>
        {all.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </div>
  );
}

function Reading({ system }: { system: System }) {
  const { t, i18n } = useTranslation();
  // `osd` tells which way is up; nobody speaks it.
  const languages = system.languages.filter((code) => code !== 'osd');
  const found = (is: boolean) => t(is ? 'system.installed' : 'system.notInstalled');
  return (
    <Section title={t('system.reading')} text={t('system.readingText')}>
      <dl className={classes.facts}>
        <Fact name="Tesseract">
          <Present
            is={system.tesseractVersion !== null}
            text={system.tesseractVersion ?? t('system.notInstalled')}
          />
        </Fact>
        <Fact name={t('system.networks')}>
          <Present is={system.networks} text={found(system.networks)} />
        </Fact>
        <Fact name={t('system.office')}>
          <Present is={system.officeConverter} text={found(system.officeConverter)} />
        </Fact>
        <Fact name={t('system.heic')}>
          <Present is={system.heicConverter} text={found(system.heicConverter)} />
        </Fact>
        <Fact name={t('system.languages')}>
          {languages.length === 0 ? (
            t('system.noLanguages')
          ) : (
            <ul className={classes.languages}>
              {languages.map((code) => (
                <li key={code}>
                  {languageName(code, i18n.language)} <Code>{code}</Code>
                </li>
              ))}
            </ul>
          )}
        </Fact>
      </dl>
    </Section>
  );
}

function Storage({ system }: { system: System }) {
  const { t } = useTranslation();
  return (
    <Section title={t('system.storage')} text={t('system.storageText')}>
      <dl className={classes.facts}>
        <Fact name={t('system.database')}>{system.database === 'sqlite' ? 'SQLite' : 'PostgreSQL'}</Fact>
        <Fact name={t('system.files')}>{t(`system.fileStore.${system.fileStore}`)}</Fact>
        <Fact name={t('system.mails')}>
          {t(`system.mail.${system.mails}`)}{' '}
          {system.mails === 'kept' && (
            <Anchor size="sm" underline="always" renderRoot={(props) => <Link to="/mails" {...props} />}>
              {t('system.readMails')}
            </Anchor>
          )}
        </Fact>
      </dl>
    </Section>
  );
}

const BACKUP = 'perigee admin backup --data ./perigee-data --out perigee.backup';
const RESTORE = 'perigee admin restore perigee.backup --data ./perigee-restored';

function Backup({ system }: { system: System }) {
  const { t } = useTranslation();
  const isWhole = system.database === 'sqlite' && system.fileStore === 'folder';
  return (
    <Section title={t('system.backup')} text={t('system.backupText')}>
      {isWhole ? (
        <Stack gap="xs">
          <CopyField label={t('system.backupCommand')} value={BACKUP} copyLabel={t('system.copyBackup')} />
          <CopyField label={t('system.restoreCommand')} value={RESTORE} copyLabel={t('system.copyRestore')} />
        </Stack>
      ) : (
        <Text size="sm">{t('system.backupElsewhere')}</Text>
      )}
    </Section>
  );
}
