/** Reviewing over a bad line: slow, cut off between a request and its answer, a server that dies and comes back. */
import { type CDPSession, expect, type Page, test } from '@playwright/test';
import { invoice } from './pdf';
import { type Server, startServer } from './server';

const READ_MS = 180_000;

/** What browsers call slow 3G: 400 kbit/s each way, and 400 ms until the first byte. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const QUICK = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };

const FILE = 'Northwind March.pdf';

let server: Server;
let page: Page;
let line: CDPSession;
const complaints: string[] = [];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  page = await (await browser.newContext({ baseURL: server.address })).newPage();
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
});

test.afterAll(async () => {
  await page?.context().close();
  await server?.stop();
});

test.afterEach(() => {
  expect(complaints.splice(0), 'errors of the application').toEqual([]);
});

const row = (name: string) => page.getByRole('row').filter({ hasText: name });
const field = (dataPoint: string) => page.locator(`[data-point="${dataPoint}"]`).first().getByRole('textbox');

/** What the server has of a data point of the document that is open. */
const kept = (dataPoint: string) =>
  page.evaluate(async (name) => {
    const id = location.pathname.split('/').pop();
    const results = await (await fetch(`/api/v0.4/results/${id}`)).json();
    const values: { rawValue: string }[] = results.results[0].documents[0].extractedData[name] ?? [];
    return values.map(({ rawValue }) => rawValue);
  }, dataPoint);

test('an invoice is read', async () => {
  await page.goto(server.link);
  await page.getByRole('link', { name: 'Invoices' }).click();
  await page.getByTestId('files').setInputFiles({ name: FILE, mimeType: 'application/pdf', buffer: invoice });
  await expect(row(FILE).getByText(/^(Needs review|Accepted)$/)).toBeVisible({ timeout: READ_MS });
  await row(FILE).getByRole('link', { name: FILE }).click();
  await expect(field('invoice_number')).toHaveValue('NW-2026-0042');
  const reopen = page.getByRole('button', { name: 'Reopen' });
  if (await reopen.isVisible()) await reopen.click();
  await page.getByRole('link', { name: 'Invoices' }).first().click();
});

test('over a slow line every screen says what it waits for, and a correction arrives', async () => {
  await line.send('Network.emulateNetworkConditions', SLOW);
  await line.send('Network.setCacheDisabled', { cacheDisabled: true });
  const start = Date.now();
  await page.reload({ waitUntil: 'commit' });
  await expect(row(FILE)).toBeVisible({ timeout: 60_000 });
  const queue = Date.now() - start;
  await row(FILE).getByRole('link', { name: FILE }).click();
  const opened = Date.now();
  await expect(page.getByLabel(/loading/i).first()).toBeVisible();
  await expect(field('invoice_number')).toHaveValue('NW-2026-0042', { timeout: 60_000 });
  const values = Date.now() - opened;
  await field('invoice_number').fill('SLOW-1');
  await field('invoice_number').press('Tab');
  await expect(page.getByText('Saving')).toBeVisible();
  await field('due_date').fill('2026-05-01');
  await field('due_date').press('Tab');
  await expect(page.getByText('All saved')).toBeVisible({ timeout: 30_000 });
  console.log(`slow 3G, nothing in the cache: queue after ${queue} ms, values after ${values} ms`);
  await line.send('Network.emulateNetworkConditions', QUICK);
  await line.send('Network.setCacheDisabled', { cacheDisabled: false });
  expect(await kept('invoice_number')).toEqual(['SLOW-1']);
  expect(await kept('due_date')).toEqual(['2026-05-01']);
});

test('a value whose answer is lost on the way is there once, and says what was typed last', async () => {
  let lost = 0;
  await page.getByRole('switch', { name: /^Empty ones/ }).click({ force: true });
  await page.route('**/api/v0.4/documents/*/annotations', async (route) => {
    await route.fetch();
    lost += 1;
    await route.abort('connectionreset');
  });
  await field('order_number').fill('PO-7');
  await field('order_number').press('Tab');
  await expect(page.getByText('1 change not saved')).toBeVisible();
  expect(lost).toBe(1);
  expect(await kept('order_number'), 'the server has it already').toEqual(['PO-7']);
  await field('order_number').fill('PO-77');
  await field('order_number').press('Tab');
  await expect(page.getByText('1 change not saved')).toBeVisible();
  await page.unroute('**/api/v0.4/documents/*/annotations');
  await expect(page.getByText('All saved')).toBeVisible({ timeout: 30_000 });
  expect(await kept('order_number')).toEqual(['PO-77']);
  await page.reload();
  await expect(field('order_number')).toHaveValue('PO-77');
});

test('what is typed while the server is dead is saved when it is started again', async () => {
  await field('invoice_number').fill('BEFORE-1');
  await field('invoice_number').press('Tab');
  await expect(page.getByText('All saved')).toBeVisible();
  await field('invoice_number').fill('MEANWHILE-1');
  await server.crash();
  await field('invoice_number').press('Tab');
  await field('seller_name').fill('Typed without a server');
  await field('seller_name').press('Tab');
  const notice = page.getByText(/^The server does not answer\. What you typed is kept/);
  await expect(notice).toBeVisible();
  await expect(page.getByText(/changes? not saved/)).toBeVisible();
  await expect(field('invoice_number')).toHaveValue('MEANWHILE-1');
  await server.startAgain();
  await expect(notice).toHaveCount(0, { timeout: 30_000 });
  await expect(page.getByText('All saved')).toBeVisible({ timeout: 30_000 });
  await expect(field('invoice_number')).toHaveValue('MEANWHILE-1');
  expect(await kept('invoice_number')).toEqual(['MEANWHILE-1']);
  expect(await kept('seller_name')).toEqual(['Typed without a server']);
  await page.reload();
  await expect(field('invoice_number')).toHaveValue('MEANWHILE-1');
  await expect(field('seller_name')).toHaveValue('Typed without a server');
});
