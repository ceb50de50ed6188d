/** A process of one's own: from the gallery over its data points to the first value that is found by its label. */
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { type Server, startServer } from './server';

const READ_MS = 120_000;

const PAGE = 'REGISTRY OF BOATS\n\nBoat name       Seagull\nMooring fee     120.50\n';

let server: Server;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  page = await (await browser.newContext({ baseURL: server.address })).newPage();
  await page.goto(server.link);
  await expect(page.getByRole('link', { name: 'Invoices' })).toBeVisible();
});

test.afterAll(async () => {
  await page?.close();
  await server?.stop();
});

const list = () => page.getByRole('list', { name: 'Data points' });
const panel = () => page.getByRole('dialog', { name: /data point|^Edit/ });

async function add(label: string, kind?: string): Promise<void> {
  await page.getByRole('button', { name: 'Add data point' }).click();
  await panel().getByLabel('Label', { exact: true }).fill(label);
  if (kind) {
    await panel().getByRole('combobox', { name: 'Kind of value' }).click();
    await page.getByRole('option', { name: kind, exact: true }).click();
  }
}

test('a process of one’s own begins with nothing to read', async () => {
  await page.getByRole('button', { name: 'New process' }).click();
  const dialog = page.getByRole('dialog', { name: 'New process' });
  await dialog.getByRole('radio', { name: 'Custom' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Moorings');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByText('Nothing is read yet')).toBeVisible();
  await expectAccessible(page, 'data points, empty');
});

test('data points are added, and a table with its columns', async () => {
  await add('Boat name');
  await expect(panel().getByLabel('Name for the API')).toHaveValue('boat_name');
  await panel().getByLabel('Also called').fill('Vessel');
  await page.keyboard.press('Enter');
  await expectAccessible(page, 'a data point');
  await panel().getByRole('button', { name: 'Add', exact: true }).click();
  await add('Mooring fee', 'Amount');
  await panel().getByRole('button', { name: 'Add', exact: true }).click();
  await add('Payments', 'Table');
  await panel().getByRole('button', { name: 'Add', exact: true }).click();
  await expect(panel().getByText('A table needs columns')).toBeVisible();
  await panel().getByRole('button', { name: 'Add column' }).click();
  await panel().getByLabel('Label of column 1').fill('Day');
  await panel().getByRole('button', { name: 'Add', exact: true }).click();
  await expect(list().getByRole('listitem')).toHaveCount(3);
  await expect(list().getByText('also called Vessel')).toBeVisible();
});

test('they are put in order by the keyboard, removed, and brought back', async () => {
  await list().getByRole('button', { name: 'Edit Payments' }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(list().getByRole('listitem').nth(1)).toContainText('Payments');
  await list().getByRole('button', { name: 'Remove Boat name' }).click();
  await expect(list().getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(list().getByRole('listitem').first()).toContainText('Boat name');
});

test('nobody leaves without saving by mistake', async () => {
  await page.getByRole('tab', { name: 'General' }).click();
  const asked = page.getByRole('dialog', { name: 'Leave without saving?' });
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await expect(list().getByRole('listitem')).toHaveCount(3);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Saved. It holds for files sent from now on.')).toBeVisible();
  await page.reload();
  await expect(list().getByRole('listitem').nth(1)).toContainText('Payments');
  await expectAccessible(page, 'data points');
});

test('the first document is read by the labels alone', async () => {
  await page.getByRole('link', { name: 'Moorings' }).click();
  await page
    .getByTestId('files')
    .setInputFiles([{ name: 'boat.txt', mimeType: 'text/plain', buffer: Buffer.from(PAGE) }]);
  await expect(page.locator('tbody').getByText('Needs review')).toBeVisible({ timeout: READ_MS });
  await page.locator('tbody').getByRole('link', { name: 'boat.txt' }).click();
  const fee = page.locator('[data-point="mooring_fee"]').first();
  await expect(fee.getByRole('textbox')).toHaveValue('120.50');
});

test('what is asked for later is read when waiting documents are read again', async () => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Actions for Moorings' }).click();
  await page.getByRole('menuitem', { name: 'Configuration' }).click();
  await page.getByRole('tab', { name: 'Data points' }).click();
  await list().getByRole('button', { name: 'Edit Boat name' }).click();
  await panel().getByRole('switch', { name: 'Mandatory' }).check();
  await panel().getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('button', { name: 'Read 1 waiting document again' }).click();
  await expect(page.getByText('1 document is being read again.')).toBeVisible();
});
