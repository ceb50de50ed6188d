/** A plain table in the frame that all lists share: heads, waiting rows, rows, and what stands there instead of rows. */
import { Skeleton, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './DataTable.module.css';

export type Column<Row> = {
  readonly id: string;
  /** The heading; `hidden` ones are only spoken. */
  readonly header: string;
  readonly hidden?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** A length of CSS; without it the column takes what is left. */
  readonly width?: string;
  readonly align?: 'right';
};

type Props<Row> = {
  caption: string;
  columns: readonly Column<Row>[];
  /** `undefined` while they are on their way. */
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  empty?: ReactNode;
  /** Rows that are shown but no longer count, e.g. a person who was deactivated. */
  isFaint?: (row: Row) => boolean;
  /** For a place that is narrower than a screen; there it does not scroll sideways. */
  narrow?: boolean;
};

export function DataTable<Row>({ caption, columns, rows, rowKey, empty, isFaint, narrow }: Props<Row>) {
  return (
    <div className={classes.frame}>
      <div className={classes.scroll}>
        <table className={classes.table} data-narrow={narrow || undefined}>
          <caption className={classes.caption}>{caption}</caption>
          <thead>
            <tr>
              {columns.map(({ id, header, hidden, width, align }) => (
                <th key={id} scope="col" style={{ width }} data-align={align}>
                  {hidden ? <VisuallyHidden>{header}</VisuallyHidden> : header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows === undefined && <Waiting columns={columns.length} />}
            {rows?.map((row) => (
              <tr key={rowKey(row)} data-faint={isFaint?.(row) || undefined}>
                {columns.map(({ id, cell, align }) => (
                  <td key={id} data-align={align}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows?.length === 0 && empty}
    </div>
  );
}

function Waiting({ columns }: { columns: number }) {
  return ['a', 'b', 'c'].map((key) => (
    <tr key={key}>
      <td colSpan={columns}>
        <Skeleton height={18} my={6} />
      </td>
    </tr>
  ));
}
