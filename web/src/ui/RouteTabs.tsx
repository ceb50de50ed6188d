/** Tabs of a screen; which one is open stands in the address. */
import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './RouteTabs.module.css';

export type RouteTab = { readonly id: string; readonly name: string; readonly panel: ReactNode };

type Props = { label: string; tabs: readonly RouteTab[]; open: string; onOpen: (id: string) => void };

export function RouteTabs({ label, tabs, open, onOpen }: Props) {
  return (
    <Tabs
      value={open}
      onChange={(id) => id && onOpen(id)}
      keepMounted={false}
      classNames={{ tab: classes.tab ?? '', list: classes.list ?? '' }}
    >
      <Tabs.List aria-label={label}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.id} value={tab.id}>
            {tab.name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ id, panel }) => (
        <Tabs.Panel key={id} value={id} pt="xl">
          {panel}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
