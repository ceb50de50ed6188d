/** The queue as clerks use it: folders come in, many are worked on at once, views are kept, the keyboard is enough. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { invoice } from './pdf';
import { type Server, startServer } from './server';

/** Reading a few pages takes seconds; a machine that also compiles takes longer. */
const READ_MS = 150_000;

let server: Server;
let page: Page;
let folder: string;
const complaints: string[] = [];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  folder = mkdtempSync(join(tmpdir(), 'perigee-folder-'));
  mkdirSync(join(folder, 'March', '.cache'), { recursive: true });
  writeFileSync(join(folder, 'Northwind A.pdf'), invoice);
  writeFileSync(join(folder, 'March', 'Northwind B.pdf'), Buffer.concat([invoice, Buffer.from('\n')]));
  writeFileSync(join(folder, 'March', 'Northwind A again.pdf'), invoice);
  writeFileSync(join(folder, 'March', '.DS_Store'), 'x');
  writeFileSync(join(folder, 'March', '.cache', 'hidden.pdf'), invoice);
  page = await (await browser.newContext({ baseURL: server.address })).newPage();
  page.setDefaultTimeout(20_000);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
});

test.afterAll(async () => {
  await page?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.afterEach(() => {
  expect(complaints.splice(0), 'errors and warnings in the console').toEqual([]);
});

const row = (name: string) => page.locator('tr[data-index]').filter({ hasText: name });
const rows = () => page.locator('tr[data-index]');
const bar = () => page.getByRole('region', { name: 'Actions for the chosen collections' });
const result = () => page.getByRole('region', { name: 'How it went' });
const settled = () => page.locator('tbody').getByText(/^(Queued|Processing)$/);

/** Whether two things stand apart, each in sight. */
async function expectBeside(one: Locator, other: Locator): Promise<void> {
  await expect(async () => {
    const [a, b] = [await one.boundingBox(), await other.boundingBox()];
    if (!a || !b) throw new Error('one of them has no place');
    const isApart =
      a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
    expect(isApart).toBe(true);
  }).toPass();
}

test('the dashboard tells what waits and how far learning came', async () => {
  await page.goto(server.link);
  const card = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Invoices' }) });
  await expect(card.getByText('Waiting for review')).toBeVisible();
  await expect(card.getByText('In total')).toBeVisible();
  await expect(card.getByText('3', { exact: true }).first()).toBeVisible();
  await expect(card.getByText('Nothing learned yet')).toBeVisible();
  await expectAccessible(page, 'dashboard with cards');
});

test('the first steps lead from screen to screen, are left, and come back', async () => {
  test.setTimeout(2 * READ_MS);
  const tour = page.getByRole('region', { name: 'First steps' });
  const step = (number: number) => expect(tour.getByText(`Step ${number} of 6`)).toBeVisible();
  const next = () => tour.getByRole('button', { name: 'Next' });
  await step(1);
  await next().focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/queue\//);
  await step(2);
  // It speaks of something, does not stand over it, and holds nobody.
  await expectBeside(tour, page.locator('[data-tour="queue"]'));
  await expect(tour).toBeFocused();
  await expectAccessible(page, 'the tour on the queue');
  await page.reload();
  await step(2);
  await page.getByRole('searchbox').click();
  await expect(page.getByRole('searchbox')).toBeFocused();
  await expect(settled()).toHaveCount(0, { timeout: READ_MS });
  await next().click();
  await step(3);
  await expectBeside(tour, page.locator('[data-tour="review"]'));
  await next().click();
  await expect(page).toHaveURL(/\/supervision\//);
  await step(4);
  await expectBeside(tour, page.locator('[data-tour="values"]'));
  await expectAccessible(page, 'the tour on a document');
  await tour.getByRole('button', { name: 'Back' }).click();
  await step(3);
  await page.getByRole('button', { name: /^Review next/ }).click();
  await step(4);
  await next().click();
  await expect(page).toHaveURL(/\/data-points$/);
  await step(5);
  await next().click();
  await expect(page).toHaveURL(/\/learning$/);
  await step(6);
  await page.goto('/');
  await expect(tour).toHaveCount(0);
  await page.getByRole('button', { name: 'Go on with the first steps' }).click();
  await step(6);
  await tour.getByRole('button', { name: 'Done' }).focus();
  await page.keyboard.press('Escape');
  await expect(tour).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(tour).toHaveCount(0);
  await page.getByRole('button', { name: /account and settings/ }).click();
  await page.getByRole('button', { name: 'Show the first steps' }).click();
  await expect(page).toHaveURL(/\/$/);
  await step(1);
  await tour.getByRole('button', { name: 'Leave the first steps' }).click();
  await expect(tour).toHaveCount(0);
});

test('the table of processes is remembered', async () => {
  await page.getByTitle('Table').click();
  await expect(page.getByRole('columnheader', { name: 'In total' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'In total' })).toBeVisible();
  await expectAccessible(page, 'dashboard with a table');
});

test('a process is duplicated, renamed, and deleted by its name', async () => {
  const act = async (name: string, what: string) => {
    await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
    await page.getByRole('menuitem', { name: what }).click();
  };
  await act('Invoices', 'Duplicate…');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Invoices (copy)');
  await dialog.getByRole('button', { name: 'Duplicate' }).click();
  await expect(page.getByRole('link', { name: 'Invoices (copy)' })).toBeVisible();
  await act('Invoices (copy)', 'Rename…');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Berlin');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('link', { name: 'Berlin' })).toBeVisible();
  await act('Berlin', 'Delete');
  await expect(dialog.getByRole('button', { name: 'Delete' })).toBeDisabled();
  await dialog.getByRole('textbox').fill('Berlin');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('link', { name: 'Berlin' })).toHaveCount(0);
});

test('the gallery shows what each type reads', async () => {
  await page.getByRole('button', { name: 'New process' }).click();
  const dialog = page.getByRole('dialog', { name: 'New process' });
  await expect(dialog.getByRole('region', { name: 'What Invoices reads' })).toContainText('Invoice number');
  await dialog.getByRole('radio', { name: 'Receipts' }).click();
  await expect(dialog.getByRole('region', { name: 'What Receipts reads' })).toBeVisible();
  await expectAccessible(page, 'gallery of types');
  await page.keyboard.press('Escape');
});

test('a folder is sent with everything in it, but not what systems leave behind', async () => {
  await page.getByRole('link', { name: 'Invoices' }).click();
  await expect(page.getByRole('heading', { name: 'Invoices' })).toBeVisible();
  await expect(page.getByText('3 collections')).toBeVisible();
  await page.getByTestId('folder').setInputFiles(folder);
  await expect(page.getByText('3 files uploaded')).toBeVisible({ timeout: READ_MS });
  await expect(page.getByText('6 collections')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the list' }).click();
  await expect(settled()).toHaveCount(0, { timeout: READ_MS });
  await expect(row('hidden.pdf')).toHaveCount(0);
});

test('the same file sent twice is told of', async () => {
  await expect(row('Northwind A again.pdf').locator('[data-column="duplicates"]')).toHaveText('1');
  await expect(row('Northwind B.pdf').locator('[data-column="duplicates"]')).toHaveText('–');
});

test('the queue holds the rules of accessibility, with rows chosen and filters open', async () => {
  await row('Northwind B.pdf').getByRole('checkbox').check();
  await expect(bar()).toBeVisible();
  await expectAccessible(page, 'queue with a chosen row');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await expect(page.getByRole('group', { name: 'Status' })).toBeVisible();
  await expectAccessible(page, 'queue with its filters');
  await page.keyboard.press('Escape');
});

test('filters narrow the list, stand in the address, and are kept as a view', async () => {
  await page.getByRole('searchbox').fill('northwind');
  await expect(page.getByText('3 collections')).toBeVisible();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Needs review' }).check();
  await page.getByRole('checkbox', { name: 'Accepted' }).check();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/status=/);
  await page.getByRole('button', { name: 'Name' }).click();
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('textbox', { name: 'Keep what is shown as' }).fill('Northwind to do');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Northwind to do', exact: true })).toBeVisible();
  await expectAccessible(page, 'queue with its views');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove all filters' }).click();
  await page.getByRole('searchbox').fill('');
  await expect(page.getByText('6 collections')).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('button', { name: 'Northwind to do', exact: true }).click();
  await expect(page.getByText('3 collections')).toBeVisible();
  await expect(page.getByRole('searchbox')).toHaveValue('northwind');
});

test('many get priority and metadata at once, and are found by it', async () => {
  await page.getByRole('checkbox', { name: /^Choose all 3/ }).click();
  await expect(bar().getByText('3 chosen')).toBeVisible();
  await bar().getByRole('button', { name: 'Metadata…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Metadata key' }).fill('batch');
  await dialog.getByRole('textbox', { name: 'Value' }).fill('7');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(result().getByText('3 done')).toBeVisible();
  await bar().getByRole('button', { name: 'Priority' }).click();
  await page.getByRole('menuitem', { name: 'Read before all others' }).click();
  await expect(row('Northwind B.pdf').getByText('First')).toBeVisible();
  await page.goto(page.url().replace(/\?.*/, `?meta=${encodeURIComponent('{"batch":"7"}')}`));
  await expect(page.getByText('3 collections')).toBeVisible();
  await expect(page.getByText('batch: 7')).toBeVisible();
});

test('what cannot be done is refused with its reason, the rest is done', async () => {
  await page.getByRole('button', { name: 'Remove all filters' }).click();
  await row('Northwind A again.pdf').getByRole('checkbox').check();
  await bar().getByRole('button', { name: 'Stop' }).click();
  await expect(result()).toContainText('1 refused');
  await expect(result()).toContainText('not being worked on');
  await result().getByRole('button', { name: 'Close' }).click();
});

test('a deletion is taken back, and another one is done', async () => {
  await row('Northwind A again.pdf').getByRole('checkbox').check();
  await bar().getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('1 collection will be deleted.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('1 collection will be deleted.')).toHaveCount(0);
  await row('Northwind A again.pdf')
    .getByRole('button', { name: /^Actions for/ })
    .click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  // Going elsewhere does not wait for the few seconds.
  const sent = page.waitForResponse((answer) => answer.url().endsWith('/bulk') && answer.ok());
  await page.getByRole('link', { name: 'Perigee, all processes' }).click();
  await sent;
  await page.goBack();
  await expect(page.getByText('5 collections')).toBeVisible();
  await expect(row('Northwind A again.pdf')).toHaveCount(0);
});

test('the keyboard moves, chooses, opens the next that waits, and nothing else is needed', async () => {
  await page.reload();
  await expect(rows()).toHaveCount(5);
  await page.keyboard.press('ArrowDown');
  await expect(rows().nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(rows().nth(0)).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(bar().getByText('3 chosen')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bar()).toHaveCount(0);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Review next/ })).toBeEnabled();
  await page.keyboard.press('n');
  await expect(page).toHaveURL(/\/supervision\//);
  await expect(page.getByRole('region', { name: 'Values' })).toBeVisible();
});
