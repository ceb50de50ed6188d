/** Lets a place in the list open the table view, without handing it through every level between. */
import { createContext, use, useMemo, useState } from 'react';

/** Which table is worked on; a new one where there is no id. */
export type OpenTable = { readonly dataPoint: string; readonly tableId: string | null };

export type Tables = { readonly open: OpenTable | null; readonly show: (table: OpenTable | null) => void };

export const TablesContext = createContext<Tables>({ open: null, show: () => undefined });

export const useTables = (): Tables => use(TablesContext);

/** Puts the focus back to where the view was opened from. */
function focusOrigin(dataPoint: string): void {
  const find = () => document.querySelector<HTMLElement>(`[data-opens-table="${CSS.escape(dataPoint)}"]`);
  // The list is there again a moment later.
  requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus()));
}

export function useOpenTable(): Tables {
  const [open, setOpen] = useState<OpenTable | null>(null);
  return useMemo(
    () => ({
      open,
      show: (table) => {
        setOpen(table);
        if (!table && open) focusOrigin(open.dataPoint);
      },
    }),
    [open],
  );
}
