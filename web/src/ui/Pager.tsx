/** The pages of a list that is too long for one. */
import { Group, Pagination } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type Props = { page: number; pageSize: number; total: number; onPage: (page: number) => void };

export function Pager({ page, pageSize, total, onPage }: Props) {
  const { t } = useTranslation();
  if (total <= pageSize) return null;
  return (
    <Group justify="center" mt="md">
      <Pagination
        size="sm"
        value={page}
        total={Math.ceil(total / pageSize)}
        onChange={onPage}
        getItemProps={(item) => ({ 'aria-label': t('queue.page', { page: item }) })}
        getControlProps={(control) => ({
          'aria-label': t(control === 'next' ? 'queue.nextPage' : 'queue.previousPage'),
        })}
      />
    </Group>
  );
}
