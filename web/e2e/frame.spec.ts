/** What stands around every screen: palette, shortcuts, the notice of a lost connection; and settings, exports, splitting. */
import { readFileSync } from 'node:fs';
import { type Download, expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { invoice } from './pdf';
import { type Server, startServer } from './server';

const READ_MS = 120_000;

const FILE = 'Northwind March.pdf';

let server: Server;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  page = await (await browser.newContext({ baseURL: server.address, acceptDownloads: true })).newPage();
});

test.afterAll(async () => {
  await page?.close();
  await server?.stop();
});

const palette = () => page.getByRole('dialog', { name: 'Commands' });
const options = () => palette().getByRole('option');

async function openPalette(): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(palette().getByRole('combobox')).toBeFocused();
}

test('the palette opens by key on every screen and holds the rules of accessibility', async () => {
  await page.goto(server.link);
  await expect(page.getByRole('link', { name: 'Invoices' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(palette().getByRole('combobox')).toBeFocused();
  await expect(options().filter({ hasText: 'User Management' })).toHaveCount(1);
  await expectAccessible(page, 'palette');
  await page.keyboard.press('Escape');
  await expect(palette()).toHaveCount(0);
});

test('a few letters lead to a process, without the mouse', async () => {
  await openPalette();
  await page.keyboard.type('invo');
  await expect(options().first()).toHaveAttribute('aria-selected', 'true');
  await expect(options().first()).toHaveText(/^Invoices/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/queue\//);
  await expect(page.getByRole('heading', { name: 'Invoices' })).toBeVisible();
});

test('what nothing fits is said', async () => {
  await openPalette();
  await page.keyboard.type('qqqq');
  await expect(palette().getByText('Nothing fits “qqqq”')).toBeVisible();
  await page.keyboard.press('Escape');
});

test('documents of the process are found by name', async () => {
  await page.getByTestId('files').setInputFiles({ name: FILE, mimeType: 'application/pdf', buffer: invoice });
  const row = page.getByRole('row').filter({ hasText: FILE });
  await expect(row.getByText(/^(Needs review|Accepted)$/)).toBeVisible({ timeout: READ_MS });
  await openPalette();
  await page.keyboard.type('northwind');
  await expect(options().filter({ hasText: FILE })).toHaveCount(1);
  await options().filter({ hasText: FILE }).click();
  await expect(page).toHaveURL(/\/supervision\//);
  await expect(page.getByRole('region', { name: 'Values' })).toBeVisible();
});

test('the palette runs commands of the screen below', async () => {
  await openPalette();
  await page.keyboard.type('keyboard');
  await expect(options().first()).toHaveText(/Keyboard shortcuts/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
});

/** The text of a file that the browser saved. */
async function saved(download: Download): Promise<Buffer> {
  return readFileSync(await download.path());
}

test('the open document leaves in every format', async () => {
  for (const [name, begin, ending] of [
    ['CSV', 'collection_id,', '.csv'],
    ['Excel (XLSX)', 'PK', '.xlsx'],
    ['JSON', '{"collections":[', '.json'],
    ['XML', '<?xml', '.xml'],
  ] as const) {
    await page.getByRole('button', { name: 'More actions' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name, exact: true }).click();
    const file = await download;
    expect(file.suggestedFilename().endsWith(ending)).toBe(true);
    expect((await saved(file)).toString('latin1').startsWith(begin)).toBe(true);
  }
});

test('exports of a process are listed, downloaded again and deleted', async () => {
  await page.getByRole('link', { name: 'Invoices' }).first().click();
  await page.getByRole('button', { name: 'Exports', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Exports' });
  const rows = drawer.getByRole('list', { name: 'Exports' }).getByRole('listitem');
  await expect(rows).toHaveCount(4);
  await expectAccessible(page, 'exports');
  await drawer.getByRole('button', { name: 'Export everything read' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'JSON' }).click();
  const all = JSON.parse((await saved(await download)).toString()) as { collections: unknown[] };
  expect(all.collections.length).toBeGreaterThan(1);
  await expect(rows).toHaveCount(5);
  await rows
    .first()
    .getByRole('button', { name: /^Delete/ })
    .click();
  await expect(rows).toHaveCount(4);
  await page.keyboard.press('Escape');
});

test('a lost connection is said, and what was open goes on when it is back', async () => {
  await page.context().setOffline(true);
  await expect(page.getByText('The server does not answer.')).toBeVisible();
  await expectAccessible(page, 'connection lost');
  await page.context().setOffline(false);
  await expect(page.getByText('The server answers again.')).toBeVisible();
  await expect(page.getByText('The server does not answer.')).toHaveCount(0);
});

test('the settings say what the server is made of and how much is kept', async () => {
  await page.goto('/settings/usage');
  await expect(page.getByRole('heading', { name: 'By process' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Invoices' })).toBeVisible();
  await expectAccessible(page, 'usage');
  await page.getByRole('tab', { name: 'System' }).click();
  await expect(page.getByRole('heading', { name: 'Backup' })).toBeVisible();
  await expect(page.getByText('SQLite')).toBeVisible();
  await expectAccessible(page, 'system');
});

test('splitting is turned on for a process and stays on', async () => {
  await page.goto('/');
  await expect(page.getByRole('link', { name: 'Invoices' })).toBeVisible();
  await openPalette();
  await page.keyboard.type('configuration invoices');
  await expect(options().first()).toHaveText(/^Configuration of Invoices/);
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Document splitting' }).click();
  const toggle = page.getByRole('switch', { name: 'Split files that are uploaded' });
  await expect(toggle).not.toBeChecked();
  await toggle.click();
  await expect(toggle).toBeChecked();
  await expect(page.getByText('Files are split from now on')).toBeVisible();
  await expectAccessible(page, 'splitting');
  await page.reload();
  await expect(toggle).toBeChecked();
});

test('the question mark lists the keys of every screen', async () => {
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help.getByText('Search and commands')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
});
