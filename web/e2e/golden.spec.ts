/** The main job as a person does it: sign in by link, send an invoice, correct a value, accept it. */
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { invoice } from './pdf';
import { type Server, startServer } from './server';

/** Reading a few pages takes seconds; a machine that also compiles takes longer. */
const READ_MS = 120_000;

const FILE = 'Northwind March.pdf';

let server: Server;
let page: Page;
const complaints: string[] = [];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  page = await (await browser.newContext({ baseURL: server.address })).newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
});

test.afterAll(async () => {
  await page?.close();
  await server?.stop();
});

// Every test ends with a quiet console; what the browser itself says about expected refusals is taken out there.
test.afterEach(() => {
  expect(complaints.splice(0), 'errors and warnings in the console').toEqual([]);
});

const row = (name: string) => page.getByRole('row').filter({ hasText: name });
const line = (dataPoint: string) => page.locator(`[data-point="${dataPoint}"]`).first();
/** Does something that changes a value, and waits until the server has it and the screen says so. */
async function saving(act: () => Promise<void>): Promise<void> {
  const answer = page.waitForResponse((response) => response.url().includes('/annotations') && response.ok());
  await act();
  await answer;
  await expect(page.getByText('All saved')).toBeVisible();
}

const settled = () => page.locator('tbody').getByText(/^(Queued|Processing)$/);

test('the sign-in screen holds the rules of accessibility', async () => {
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expectAccessible(page, 'sign-in');
});

test('a one-time link signs in, and its token leaves the address at once', async () => {
  await page.goto(server.link);
  await expect(page.getByRole('heading', { name: 'Processes' })).toBeVisible();
  expect(page.url()).not.toContain('token');
  await expect(page.getByRole('link', { name: 'Invoices' })).toBeVisible();
  await expectAccessible(page, 'dashboard');
});

test('the samples of the process are read', async () => {
  await page.getByRole('link', { name: 'Invoices' }).click();
  await expect(page.getByRole('heading', { name: 'Invoices' })).toBeVisible();
  await expect(page.getByText('3 collections')).toBeVisible();
  await expect(settled()).toHaveCount(0, { timeout: READ_MS });
  await expect(page.locator('tbody').getByText(/^(Needs review|Accepted)$/)).toHaveCount(3);
});

test('a file that is sent appears by itself and is read while one looks on', async () => {
  await page.getByTestId('files').setInputFiles({ name: FILE, mimeType: 'application/pdf', buffer: invoice });
  await expect(page.getByText('1 file uploaded')).toBeVisible();
  await expect(row(FILE).getByText(/^(Needs review|Accepted)$/)).toBeVisible({ timeout: READ_MS });
  await expect(page.getByText('4 collections')).toBeVisible();
  await expectAccessible(page, 'queue');
});

test('a file that cannot be read says what is wrong and what to do', async () => {
  const name = 'notes.pdf';
  await page
    .getByTestId('files')
    .setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from('RIFF\x04\0\0\0WAVE') });
  await expect(row(name).getByText('Failed')).toBeVisible({ timeout: READ_MS });
  // Two sentences in the server's own words: the fault and the way out.
  await expect(row(name).getByRole('cell').nth(1)).toHaveText(/notes\.pdf.+\. .+\./);
});

test('the queue can be searched, filtered and emptied of a row', async () => {
  await page.getByRole('searchbox').fill('northwind');
  await expect(page.getByText('1 collection', { exact: true })).toBeVisible();
  await page.getByRole('searchbox').fill('no such name');
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await row('notes.pdf').getByRole('button', { name: 'Actions for notes.pdf' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByText('1 collection will be deleted.')).toBeVisible();
  await expect(row('notes.pdf')).toHaveCount(0);
});

test('the values are marked on the page and listed beside it', async () => {
  await row(FILE).getByRole('link', { name: FILE }).click();
  await expect(page.getByRole('region', { name: 'Values' })).toBeVisible();
  await expect(line('invoice_number').getByRole('textbox')).toHaveValue('NW-2026-0042');
  // Reopened if it was sure enough to be accepted by itself.
  const reopen = page.getByRole('button', { name: 'Reopen' });
  if (await reopen.isVisible()) await reopen.click();
  const marked = page.getByRole('list', { name: 'Values on this page' }).getByRole('listitem');
  await expect(marked.filter({ hasText: 'Invoice number: NW-2026-0042' })).toHaveCount(1);
  await expect(page.locator('canvas').first()).toBeVisible();
  await expectAccessible(page, 'supervision');
});

test('a click on a box takes its line in hand', async () => {
  const viewer = page.getByRole('group', { name: /^Page 1 of 1/ });
  const frame = await viewer.boundingBox();
  if (!frame) throw new Error('the viewer has no place');
  // The whole page is fitted with 20 pixels around it; the number stands at 460, 170 points from the top left corner.
  const scale = Math.min((frame.width - 40) / 595, (frame.height - 40) / 842);
  const corner = { x: (frame.width - 595 * scale) / 2, y: (frame.height - 842 * scale) / 2 };
  await viewer.click({ position: { x: corner.x + 480 * scale, y: corner.y + 167 * scale } });
  await expect(line('invoice_number')).toHaveAttribute('data-selected', 'true');
  await expect(line('invoice_number').getByRole('textbox')).toBeFocused();
});

test('a corrected value is saved by itself, can be taken back, and survives loading anew', async () => {
  const number = line('invoice_number').getByRole('textbox');
  await saving(async () => {
    await number.fill('NW-2026-0043');
    await number.press('Tab');
  });
  await expect(number).not.toBeFocused();
  await expect(line('invoice_number').getByText('By a person')).toBeVisible();
  await saving(() => page.keyboard.press('Control+z'));
  await expect(number).toHaveValue('NW-2026-0042');
  await saving(async () => {
    await number.fill('NW-2026-0044');
    await number.press('Enter');
  });
  await page.reload();
  await expect(line('invoice_number').getByRole('textbox')).toHaveValue('NW-2026-0044');
});

test('words of the page become a value by keyboard alone', async () => {
  await line('seller_name').getByRole('textbox').focus();
  await page.keyboard.press('F2');
  await expect(page.getByText(/Draw over the words for/)).toBeVisible();
  const spoken = page.getByRole('group', { name: /^Page 1 of 1/ }).locator('output');
  // The first press takes the first word; the words may still be on their way.
  await expect(async () => {
    await page.keyboard.press('ArrowLeft');
    await expect(spoken).toHaveText('Northwind', { timeout: 500 });
  }).toPass();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(spoken).toHaveText('Northwind Office Supplies');
  await saving(() => page.keyboard.press('Enter'));
  await expect(line('seller_name').getByRole('textbox')).toHaveValue('Northwind Office Supplies');
});

test('the list of shortcuts opens with a question mark', async () => {
  await page.keyboard.press('Escape');
  await page.getByRole('group', { name: /^Page 1 of 1/ }).focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expect(page.getByText('Accept and open the next')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a session that ends loses nothing that was typed', async () => {
  const password = 'a long enough secret 42';
  await page.getByRole('button', { name: /account and settings/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Set a password' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set a password' });
  await dialog.getByLabel('E-mail').fill('ada@example.com');
  await dialog.getByLabel('New password', { exact: true }).fill(password);
  await dialog.getByLabel('New password again').fill(password);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);

  await page.context().clearCookies();
  const number = line('invoice_number').getByRole('textbox');
  await number.fill('NW-2026-0045');
  await number.press('Tab');
  const ended = page.getByRole('dialog', { name: 'Your session has ended' });
  await expect(ended).toBeVisible();
  await ended.getByLabel('E-mail').fill('ada@example.com');
  await ended.getByLabel('Password', { exact: true }).fill(password);
  await saving(() => ended.getByRole('button', { name: 'Sign in', exact: true }).click());
  await expect(ended).toHaveCount(0);
  await page.reload();
  await expect(line('invoice_number').getByRole('textbox')).toHaveValue('NW-2026-0045');
  // The refusals themselves are what this is about.
  const refusals = complaints.filter((complaint) => complaint.includes('401'));
  expect(refusals.length).toBeGreaterThan(0);
  for (const refusal of refusals) complaints.splice(complaints.indexOf(refusal), 1);
});

test('an accepted document is accepted on every screen', async () => {
  // Whatever is mandatory and was not found is filled in, as a person would.
  const missing = page.locator('[data-level="missing"] input');
  for (let left = await missing.count(); left > 0; left -= 1) {
    await saving(async () => {
      await missing.first().fill('100.00');
      await missing.first().press('Tab');
    });
    await expect(missing).toHaveCount(left - 1);
  }
  // What is still being typed is saved first.
  await line('buyer_name').getByRole('textbox').fill('Alder and Finch');
  await page.keyboard.press('Control+Shift+Enter');
  await expect(page.getByRole('banner').getByText('Accepted')).toBeVisible();
  await expect(line('buyer_name').getByRole('textbox')).toHaveValue('Alder and Finch');
  await expect(page.getByText('Accepted. Reopen it to make changes.')).toBeVisible();
  await page.getByRole('link', { name: 'Invoices' }).click();
  await expect(row(FILE).getByText('Accepted')).toBeVisible();
});

test('signing out ends at the sign-in screen, and going back shows nothing', async () => {
  await page.getByRole('button', { name: /account and settings/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  complaints.splice(0, complaints.length, ...complaints.filter((complaint) => !complaint.includes('401')));
});
