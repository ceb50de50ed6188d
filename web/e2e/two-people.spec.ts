/** Two people on one document: they see each other, and neither overwrites the other without a word. */
import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { invoice } from './pdf';
import { type Server, startServer } from './server';

/** Reading a page takes seconds; a machine that also compiles takes longer. */
const READ_MS = 120_000;

/** A lock ends half a minute after the last sign of life. */
const LOCK_MS = 45_000;

const GRACE = { name: 'Grace Hopper', email: 'grace@example.com', password: 'nine bottles of grey ink' };
const FILE = 'Northwind March.pdf';

let server: Server;
let ada: Page;
let grace: Page;
let address = '';
const complaints: string[] = [];

test.describe.configure({ mode: 'serial' });

async function openBrowser(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: server.address })).newPage();
  page.on('console', (message) => {
    // What the browser itself notes about refusals that a test asks for.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  return page;
}

/** A request as the application itself would send it. */
const send = (page: Page, method: string, path: string, body: unknown) =>
  page.evaluate(
    async ([method, path, body]) => {
      const answer = await fetch(`/api/v0.4${path}`, {
        method: method as string,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: await answer.json().catch(() => null) };
    },
    [method, path, body],
  );

const line = (page: Page, dataPoint: string) => page.locator(`[data-point="${dataPoint}"]`).first();
const number = (page: Page) => line(page, 'invoice_number').getByRole('textbox');

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  ada = await openBrowser(browser);
  grace = await openBrowser(browser);
});

test.afterAll(async () => {
  await ada?.context().close();
  await grace?.context().close();
  await server?.stop();
});

test.afterEach(() => {
  expect(complaints.splice(0), 'errors in the console').toEqual([]);
});

test('two people of one organization are there', async () => {
  await ada.goto(server.link);
  await expect(ada.getByRole('link', { name: 'Invoices' })).toBeVisible();
  const converted = await send(ada, 'POST', '/organization/convert', { name: 'Northwind Office' });
  expect(converted.status).toBe(200);
  const guest = { email: GRACE.email, fullName: GRACE.name, role: 'admin', processes: [] };
  const invited = await send(ada, 'POST', '/admin/invitations', guest);
  expect(invited.status).toBe(201);
  const token = String(invited.body.link).split('#token=')[1];
  await grace.goto('/sign-in');
  const joined = await send(grace, 'POST', '/session/invitation/accept', { token, password: GRACE.password });
  expect(joined.status).toBeLessThan(300);
  await grace.goto('/');
  await expect(grace.getByRole('link', { name: 'Invoices' })).toBeVisible();

  await ada.goto('/');
  await ada.getByRole('link', { name: 'Invoices' }).click();
  await ada.getByTestId('files').setInputFiles({ name: FILE, mimeType: 'application/pdf', buffer: invoice });
  const row = ada.getByRole('row').filter({ hasText: FILE });
  await expect(row.getByText('Needs review')).toBeVisible({ timeout: READ_MS });
  await row.getByRole('link', { name: FILE }).click();
  await expect(number(ada)).toHaveValue('NW-2026-0042');
  address = new URL(ada.url()).pathname;
});

test('who comes second sees who is editing, and can look but not write', async () => {
  await grace.goto(address);
  await expect(grace.getByText(/is editing this/)).toBeVisible();
  await expect(number(grace)).toHaveAttribute('readonly', '');
  await expect(grace.getByRole('button', { name: 'Accept', exact: true })).toBeDisabled();
  await expect(ada.getByRole('img', { name: `Also looking at it: ${GRACE.name}` })).toBeVisible({
    timeout: LOCK_MS,
  });
  await expectAccessible(grace, 'a document that somebody else edits');
});

test('who takes over writes, and the other one keeps what was typed', async () => {
  await number(ada).fill('typed by Ada');
  await grace.getByRole('button', { name: 'Take over' }).click();
  await expect(number(grace)).not.toHaveAttribute('readonly', '');
  await number(grace).fill('NW-2026-GRACE');
  await number(grace).press('Tab');
  await expect(grace.getByText('All saved')).toBeVisible();

  await expect(ada.getByText(`${GRACE.name} has taken over`)).toBeVisible({ timeout: LOCK_MS });
  await expect(number(ada)).toHaveAttribute('readonly', '');
  await expect(number(ada)).toHaveValue('typed by Ada');
  await expect(ada.getByText(/1 value that you typed is not saved/)).toBeVisible();
  await expectAccessible(ada, 'a document that was taken over');
});

test('what was typed after it was taken over is refused with the name, not lost and not written', async () => {
  const answers = await ada.evaluate(async () => {
    const results = await (await fetch(`/api/v0.4/results/${location.pathname.split('/').pop()}`)).json();
    const value = results.results[0].documents[0].extractedData.invoice_number[0];
    const answer = await fetch(`/api/v0.4/annotations/${value.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ rawValue: 'overwritten' }),
    });
    return { status: answer.status, problem: await answer.json(), shown: value.rawValue };
  });
  expect(answers.status).toBe(409);
  expect(answers.problem.errors[0].type).toBe('collection_locked');
  expect(answers.problem.detail).toContain(GRACE.name);
  expect(answers.shown).toBe('NW-2026-GRACE');
});

test('when the other one leaves, the document is free, and shows what was decided meanwhile', async () => {
  await grace.goto('/');
  await expect(ada.getByText(`${GRACE.name} has taken over`)).toHaveCount(0, { timeout: LOCK_MS });
  await expect(number(ada)).not.toHaveAttribute('readonly', '');
  await expect(number(ada)).toHaveValue('typed by Ada');
  await number(ada).press('Escape');
  await expect(number(ada)).toHaveValue('NW-2026-GRACE');
});
