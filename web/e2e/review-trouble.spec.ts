/** Reviewing when things go wrong, and how quick it is with much on a page. */
import { expect, type Page, test } from '@playwright/test';
import { invoice, type Line, pages } from './pdf';
import { type Server, startServer } from './server';

const READ_MS = 180_000;
const PAGES = 300;

/** Boxes of a page that is full of values, in rows of this many. */
const BOXES = 800;
const IN_A_ROW = 20;

/** Frames over which a movement is measured. */
const FRAMES = 60;

let server: Server;
let page: Page;
const complaints: string[] = [];

test.describe.configure({ mode: 'serial' });

const LONG = 'three hundred pages.pdf';
const EMPTY = 'nothing on it.pdf';
const FILE = 'Northwind March.pdf';

const line = (dataPoint: string) => page.locator(`[data-point="${dataPoint}"]`).first();
const number = () => line('invoice_number').getByRole('textbox');
const row = (name: string) => page.getByRole('row').filter({ hasText: name });

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  page = await (await browser.newContext({ baseURL: server.address })).newPage();
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
});

test.afterAll(async () => {
  await page?.context().close();
  await server?.stop();
});

test.afterEach(() => {
  expect(complaints.splice(0), 'errors of the application').toEqual([]);
});

test('long, empty and ordinary files are read', async () => {
  test.setTimeout(2 * READ_MS);
  const many = Array.from({ length: PAGES }, (_, index): Line[] => [
    { x: 60, y: 80, text: `Page number ${index + 1} of the report` },
  ]);
  await page.goto(server.link);
  await page.getByRole('link', { name: 'Invoices' }).click();
  await page.getByTestId('files').setInputFiles(
    [
      { name: LONG, buffer: pages(many) },
      { name: EMPTY, buffer: pages([[]]) },
      { name: FILE, buffer: invoice },
    ].map((file) => ({ ...file, mimeType: 'application/pdf' })),
  );
  await expect(page.getByText('6 collections')).toBeVisible();
  for (const name of [LONG, EMPTY, FILE]) {
    await expect(row(name).getByText(/^(Needs review|Accepted)$/)).toBeVisible({ timeout: READ_MS });
  }
});

test('a page without words says so, and a value can be typed all the same', async () => {
  await row(EMPTY).getByRole('link', { name: EMPTY }).click();
  await expect(page.getByRole('region', { name: 'Values' })).toBeVisible();
  await number().focus();
  await page.keyboard.press('F2');
  await expect(page.getByText('no words', { exact: false })).toBeVisible();
  await page.keyboard.press('Escape');
  await number().fill('TYPED-1');
  await number().press('Tab');
  await expect(page.getByText('All saved')).toBeVisible();
  await expect(line('invoice_number').getByText('By a person')).toBeVisible();
});

test('a text is found on page 300, and the small pages do not ask for all of them', async () => {
  await page.getByRole('link', { name: 'Invoices' }).first().click();
  await row(LONG).getByRole('link', { name: LONG }).click();
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().includes('dpi=24')) asked += 1;
  });
  await expect(page.getByRole('region', { name: 'Values' })).toBeVisible();
  await page.keyboard.press('Alt+t');
  await expect(page.getByRole('navigation', { name: 'Small pages' }).getByRole('button')).toHaveCount(PAGES);
  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: 'Find on the pages' }).fill(`number ${PAGES}`);
  await expect(page.getByText('1 place', { exact: true })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: new RegExp(`^Page ${PAGES} of ${PAGES}`) })).toBeVisible();
  expect(asked).toBeLessThan(PAGES / 3);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+t');
});

test('what is typed while the server is away is saved when it is back', async () => {
  await page.getByRole('link', { name: 'Invoices' }).first().click();
  await row(FILE).getByRole('link', { name: FILE }).click();
  await expect(number()).toHaveValue('NW-2026-0042');
  await page.context().setOffline(true);
  await number().fill('TYPED-2');
  await number().press('Tab');
  await expect(page.getByText('1 change not saved')).toBeVisible();
  await expect(number()).toHaveValue('TYPED-2');
  await page.context().setOffline(false);
  await expect(page.getByText('All saved')).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await expect(number()).toHaveValue('TYPED-2');
});

/** Milliseconds of script that it takes to go to each of some values, the least first. */
const throughLines = () =>
  page.evaluate(async () => {
    const took: number[] = [];
    for (const field of [...document.querySelectorAll<HTMLElement>('[data-line]')].slice(0, 20)) {
      const start = performance.now();
      field.focus();
      await Promise.resolve();
      took.push(performance.now() - start);
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    }
    return took.sort((a, b) => a - b);
  });

test('eight hundred boxes move with the page, and the next value comes at once', async () => {
  const ordinary = await throughLines();
  await page.route('**/api/v0.4/results/*', async (route) => {
    const answer = await route.fetch();
    const results = await answer.json();
    const data = results.results[0].documents[0].extractedData;
    const [like] = data.invoice_number;
    data.order_number = Array.from({ length: BOXES }, (_, index) => {
      const x = 20 + (index % IN_A_ROW) * 27;
      const y = 20 + Math.floor(index / IN_A_ROW) * 19;
      return {
        ...like,
        id: `${index}`.padStart(32, '0'),
        rawValue: `${index}`,
        confidence: 0.5,
        decision: null,
        evidence: [{ page: 0, bbox: [x, y, x + 22, y + 10] }],
      };
    });
    await route.fulfill({ response: answer, json: results });
  });
  await page.reload();
  const boxes = page.getByRole('list', { name: 'Values on this page' }).getByRole('listitem');
  await expect(async () => expect(await boxes.count()).toBeGreaterThan(BOXES)).toPass();
  await page.waitForTimeout(1500);
  const viewer = page.getByRole('group', { name: /^Page 1 of 1/ });
  const moved = await viewer.evaluate(async (element, frames) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const at = element.getBoundingClientRect();
    const turn = () =>
      element.dispatchEvent(
        new WheelEvent('wheel', {
          deltaY: 3,
          clientX: at.x + 50,
          clientY: at.y + 50,
          cancelable: true,
          bubbles: true,
        }),
      );
    const took: number[] = [];
    for (let index = 0; index < frames; index += 1) {
      await frame();
      const start = performance.now();
      turn();
      await frame();
      took.push(performance.now() - start);
    }
    return took.sort((a, b) => a - b);
  }, FRAMES);
  const next = await throughLines();
  const middle = (all: number[]) => (all[Math.floor(all.length / 2)] ?? 0).toFixed(1);
  console.log(`${BOXES} boxes: a frame of a movement takes ${middle(moved)} ms (half of them less)`);
  console.log(`${BOXES} lines: the next value takes ${middle(next)} ms of script (half of them less)`);
  console.log(`an ordinary invoice: the next value takes ${middle(ordinary)} ms of script`);
  await page.unroute('**/api/v0.4/results/*');
});

test('a document whose process is deleted meanwhile says so, and keeps what was typed', async () => {
  await page.reload();
  await expect(number()).toHaveValue('TYPED-2');
  await page.evaluate(async () => {
    const id = location.pathname.split('/').pop();
    const collection = await (await fetch(`/api/v0.4/collections/${id}`)).json();
    await fetch(`/api/v0.4/processes/${collection.processId}?force=true`, { method: 'DELETE' });
  });
  await number().fill('TYPED-3');
  await number().press('Tab');
  await expect(page.getByText('1 change not saved')).toBeVisible();
  await expect(number()).toHaveValue('TYPED-3');
});
