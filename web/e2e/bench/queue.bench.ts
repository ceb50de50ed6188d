/** How fast a queue of 100,000 rows opens, sorts, filters and scrolls: prints medians and 95th percentiles. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { startServer } from '../server';
import { percentile } from './figures';

const OPENS = 10;

/** From reaching a link to pressing the button; people take 100 to 200 ms. */
const HOVER_MS = 120;

function tell(what: string, times: readonly number[]): void {
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
  console.log(`${what}: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, n = ${times.length}`);
}

/** Milliseconds in the page from an act until a row that fits is painted. */
async function timed(page: Page, act: string, fits: string): Promise<number> {
  return page.evaluate(
    ([actSource, fitsSource]) =>
      new Promise<number>((done) => {
        const act = new Function(`return (${actSource})`)() as () => void;
        const fits = new Function(`return (${fitsSource})`)() as () => boolean;
        const start = performance.now();
        act();
        const look = () =>
          fits() ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
        look();
      }),
    [act, fits] as const,
  );
}

const firstRow = `document.querySelector('tr[data-index="0"] td[data-column="name"]')?.textContent ?? ''`;

test('a queue of 100,000 rows', async ({ page }) => {
  const server = await startServer();
  try {
    const seed = readFileSync(join(import.meta.dirname, 'seed.sql'));
    execFileSync('sqlite3', [join(server.folder, 'perigee.db')], { input: seed });
    await page.goto(server.link);
    const card = page.getByRole('link', { name: 'Invoices' });
    await expect(card).toBeVisible();

    const opens: number[] = [];
    for (let at = 0; at <= OPENS; at += 1) {
      await page.goto(server.address);
      await expect(card).toBeVisible();
      await page.waitForLoadState('networkidle');
      // As a hand does it: over the link, then the press.
      await card.hover();
      await page.waitForTimeout(HOVER_MS);
      const ms = await timed(
        page,
        `() => document.querySelector('main a[href*="/queue/"]').click()`,
        `() => document.querySelectorAll('tr[data-index] td[data-column="name"]').length > 10`,
      );
      // The first one warms up the server.
      if (at > 0) opens.push(ms);
    }
    tell('open the queue, from the click to painted rows', opens);
    await expect(page.getByText(/100,00\d collections/)).toBeVisible();

    for (const column of ['name', 'confidence', 'pages', 'status', 'created']) {
      const sorts: number[] = [];
      for (let at = 0; at < 4; at += 1) {
        const before = await page.evaluate(firstRow);
        sorts.push(
          await timed(
            page,
            `() => document.querySelector('th[data-column="${column}"] button').click()`,
            `() => { const now = ${firstRow}; return now !== '' && now !== ${JSON.stringify(before)}; }`,
          ),
        );
      }
      tell(`sort by ${column}`, sorts);
    }

    const jumps: number[] = [];
    for (const share of [0.5, 0.1, 0.9, 0.3, 0.99, 0.7, 0.2, 0.8]) {
      jumps.push(
        await timed(
          page,
          `() => { const frame = document.querySelector('table').parentElement; frame.scrollTop = frame.scrollHeight * ${share}; }`,
          `() => { const rows = [...document.querySelectorAll('tr[data-index]')];
            return rows.length > 0 && Math.abs(Number(rows[0].dataset.index) / 100000 - ${share}) < 0.02
              && rows.every((row) => row.querySelector('td[data-column="name"]')); }`,
        ),
      );
    }
    tell('jump to anywhere, until its rows are there', jumps);

    const frames = await page.evaluate(
      () =>
        new Promise<number[]>((done) => {
          const frame = document.querySelector('table')?.parentElement as HTMLElement;
          frame.scrollTop = 0;
          const gaps: number[] = [];
          let last = performance.now();
          const step = (now: number) => {
            gaps.push(now - last);
            last = now;
            frame.scrollTop += 60;
            if (gaps.length < 180) requestAnimationFrame(step);
            else done(gaps.slice(5));
          };
          requestAnimationFrame(step);
        }),
    );
    tell('a frame while scrolling 60 px a frame', frames);
  } finally {
    await server.stop();
  }
});
