/** The API keys of an organization, or of one process. */
import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export function KeysPanel({ processId }: { processId: string | null }) {
  const { t } = useTranslation();
  return (
    <section data-process={processId}>
      <Title order={2}>{t('apiKeys.title')}</Title>
    </section>
  );
}
