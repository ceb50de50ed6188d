/** A table that was found, cell by cell; every cell is a line like the others. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TableSlots } from '../slots';
import { OpenTableButton } from '../tables/OpenTable';
import type { ReviewHandle } from '../useReview';
import { percent } from './Certainty';
import { FieldInput } from './FieldInput';
import classes from './TableField.module.css';

/** Rows that the list shows; the table view has all of them. */
const SHOWN_ROWS = 50;

type Props = { label: string; dataPoint: string; table: TableSlots; review: ReviewHandle; editable: boolean };

export function TableField({ label, dataPoint, table, review, editable }: Props) {
  const { t } = useTranslation();
  // Columns in which no row has a value would only push the others out of sight.
  const headers = table.headers.filter((header) => table.rows.some((row) => row.cells.has(header.name)));
  return (
    <div className={classes.block}>
      <div className={classes.top}>
        <span className={classes.label}>{label}</span>
        <Text span size="xs" c="dimmed">
          {t('supervision.rows', { count: table.rows.length })} · {percent(table.confidence)} %
        </Text>
        <OpenTableButton dataPoint={dataPoint} tableId={table.id} label={label} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the arrow keys. */}
      <section className={classes.scroll} tabIndex={0} aria-label={label}>
        <table className={classes.table}>
          <thead>
            <tr>
              {headers.map((header) => (
                <th key={header.name} scope="col">
                  {header.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.slice(0, SHOWN_ROWS).map((row, index) => (
              <tr key={row.key}>
                {headers.map((header) => {
                  const cell = row.cells.get(header.name);
                  return (
                    <td
                      key={header.name}
                      data-type={cell?.type}
                      data-open={cell?.needsPerson || undefined}
                      data-selected={(cell && review.state.selected === cell.key) || undefined}
                    >
                      {cell && (
                        <FieldInput
                          compact
                          slot={cell}
                          review={review}
                          editable={editable}
                          label={t('supervision.cell', { label: header.label, row: index + 1 })}
                        />
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {table.rows.length > SHOWN_ROWS && (
        <Text size="xs" c="dimmed">
          {t('tables.firstRows', { shown: SHOWN_ROWS, count: table.rows.length })}
        </Text>
      )}
    </div>
  );
}
