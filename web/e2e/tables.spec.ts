/** A table from nothing: drawn on the page, its lines moved by mouse and by keys, its rows edited, pasted and removed. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { type Line, pdf } from './pdf';
import { type Server, startServer } from './server';

const READ_MS = 120_000;

/** Names of columns that the process does not use, so that nothing is found by them. */
const BOATS: readonly (readonly [string, string, string])[] = [
  ['Vessel', 'Metres', 'Due'],
  ['Sea gull', '7.5', '120.00'],
  ['Old pearl', '9.1', '180.00'],
  ['Tern', '6.0', '95.50'],
];

const list = (top: number, rows: typeof BOATS): Line[] =>
  rows.flatMap(([boat, metres, due], at) => [
    { x: 60, y: top + at * 18, text: boat },
    { x: 250, y: top + at * 18, text: metres },
    { x: 400, y: top + at * 18, text: due },
  ]);

const fleet = pdf([
  { x: 60, y: 70, text: 'Harbour office', size: 16 },
  { x: 60, y: 100, text: 'Moorings of this season' },
  ...list(200, BOATS),
  { x: 60, y: 320, text: 'Total due: 395.50' },
]);

let server: Server;
let page: Page;
const complaints: string[] = [];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  const context = await browser.newContext({
    baseURL: server.address,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
  await page.goto(server.link);
  await expect(page.getByRole('link', { name: 'Invoices' })).toBeVisible();
});

test.afterAll(async () => {
  await page?.close();
  await server?.stop();
});

test.afterEach(() => {
  expect(complaints.splice(0), 'errors and warnings in the console').toEqual([]);
});

const stage = () => page.getByRole('group', { name: /^Page 1 of 1/ });
const sheet = () => page.getByRole('grid', { name: 'Boats' });
const cell = (row: number, column: number) =>
  sheet().locator('tbody tr').nth(row).getByRole('gridcell').nth(column);
const lines = (between: 'columns' | 'rows') =>
  page.getByRole('slider', { name: new RegExp(`^Line \\d+ between ${between}$`) });
const saved = () => expect(page.getByText('All saved')).toBeVisible();

/** Where a point of the page is on the screen; the whole page is fitted with 20 pixels around it. */
async function spot(x: number, y: number): Promise<{ x: number; y: number }> {
  const frame = await stage().boundingBox();
  if (!frame) throw new Error('the page has no place');
  const scale = Math.min((frame.width - 40) / 595, (frame.height - 40) / 842);
  return {
    x: frame.x + (frame.width - 595 * scale) / 2 + x * scale,
    y: frame.y + (frame.height - 842 * scale) / 2 + y * scale,
  };
}

async function drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** Does something that changes the table, and waits until the server has it. */
async function saving(act: () => Promise<unknown>): Promise<void> {
  const answer = page.waitForResponse(
    (response) =>
      /\/tables(\/[0-9a-f]{32})?$/.test(response.url()) &&
      response.request().method() !== 'GET' &&
      response.ok(),
  );
  await act();
  await answer;
  await saved();
}

const place = async (line: Locator) => Number(await line.getAttribute('aria-valuenow'));

async function addColumn(number: number, label: string, kind?: string): Promise<void> {
  const panel = page.getByRole('dialog', { name: /data point|^Edit/ });
  await panel.getByRole('button', { name: 'Add column' }).click();
  await panel.getByLabel(`Label of column ${number}`).fill(label);
  if (!kind) return;
  await panel.getByRole('combobox', { name: new RegExp(`column ${number}`) }).click();
  await page.getByRole('option', { name: kind, exact: true }).click();
}

test('a process of one’s own asks for a table', async () => {
  await page.getByRole('button', { name: 'New process' }).click();
  const dialog = page.getByRole('dialog', { name: 'New process' });
  await dialog.getByRole('radio', { name: 'Custom' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Harbour');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('button', { name: 'Add data point' }).click();
  const panel = page.getByRole('dialog', { name: /data point|^Edit/ });
  await panel.getByLabel('Label', { exact: true }).fill('Boats');
  await panel.getByRole('combobox', { name: 'Kind of value' }).click();
  await page.getByRole('option', { name: 'Table', exact: true }).click();
  await addColumn(1, 'Name of boat');
  await addColumn(2, 'Length', 'Number');
  await addColumn(3, 'Fee', 'Amount');
  await panel.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Saved. It holds for files sent from now on.')).toBeVisible();
});

test('a document in which no table was found says so, and offers to draw one', async () => {
  await page.getByRole('link', { name: 'Harbour' }).click();
  await page
    .getByTestId('files')
    .setInputFiles({ name: 'fleet.pdf', mimeType: 'application/pdf', buffer: fleet });
  await expect(page.locator('tbody').getByText('Needs review')).toBeVisible({ timeout: READ_MS });
  await page.locator('tbody').getByRole('link', { name: 'fleet.pdf' }).click();
  await expect(page.getByText('not found')).toBeVisible();
  await page.getByRole('button', { name: 'Add table: Boats' }).click();
  await expect(page.getByRole('heading', { name: 'No table yet' })).toBeVisible();
  await expectAccessible(page, 'table view, empty');
});

test('a region drawn by the mouse gets its lines, and the table its rows', async () => {
  await page
    .getByRole('toolbar', { name: 'Tools for the grid' })
    .getByRole('button', { name: 'Draw a region' })
    .click();
  await expect(page.getByText('Draw a region around the table')).toBeVisible();
  await saving(async () => drag(await spot(50, 185), await spot(480, 262)));
  await expect(lines('columns')).toHaveCount(2);
  await expect(lines('rows')).toHaveCount(3);
  await expect(page.getByRole('combobox', { name: 'Column 3 holds' })).toHaveAttribute('title', 'Fee');
  // The names that are printed over the columns are no row of the table.
  const names = page.getByRole('combobox', { name: 'Rows that name the columns' });
  if ((await names.inputValue()) !== '1') await saving(() => names.selectOption('1'));
  await expect(sheet()).toHaveAttribute('aria-rowcount', '4');
  await expect(cell(1, 0)).toHaveText('Old pearl');
  await expect(cell(2, 2)).toHaveText('95.50');
  await expectAccessible(page, 'table view');
});

test('a line is moved by the mouse, and the words go to the other column', async () => {
  const line = lines('columns').nth(0);
  const before = await place(line);
  const at = await line.boundingBox();
  if (!at) throw new Error('the line has no place');
  // Beside the crossing with a line between rows.
  const [hand, to] = [{ x: at.x + at.width / 2, y: at.y + at.height * 0.6 }, await spot(300, 220)];
  await saving(() => drag(hand, { x: to.x, y: hand.y }));
  expect(await place(line)).toBeGreaterThan(before);
  await expect(cell(0, 0)).toHaveText('Sea gull 7.5');
  await saving(() => page.keyboard.press('Control+z'));
  await expect(cell(0, 0)).toHaveText('Sea gull');
  expect(await place(lines('columns').nth(0))).toBe(before);
});

test('lines are moved, added and removed by keys', async () => {
  const line = lines('columns').nth(1);
  await line.focus();
  const before = await place(line);
  await saving(async () => {
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
  });
  expect(await place(line)).toBe(before + 11);
  await page.keyboard.press('Tab');
  await expect(lines('rows').nth(0)).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  // A new line stands behind the one in hand, and is in hand itself.
  await saving(() => page.keyboard.press('a'));
  await expect(lines('columns')).toHaveCount(3);
  await expect(lines('columns').nth(2)).toBeFocused();
  await saving(() => page.keyboard.press('Delete'));
  await expect(lines('columns')).toHaveCount(2);
  await saving(() => page.keyboard.press('r'));
  await expect(lines('rows')).toHaveCount(4);
  await saving(() => page.keyboard.press('Delete'));
  // Enter accepts the grid and goes to the rows.
  await page.keyboard.press('Enter');
  await expect(sheet()).toBeFocused();
});

test('a second grid stands beside the first one, and each is taken in hand', async () => {
  const other = page.getByRole('button', { name: 'Take this grid in hand' });
  const kept = await lines('rows').count();
  await page.keyboard.press('F4');
  await drag(await spot(50, 300), await spot(480, 335));
  await expect(other).toHaveCount(1);
  await expect(lines('rows')).toHaveCount(0);
  await expectAccessible(page, 'two grids on a page');
  await other.click();
  await expect(lines('rows')).toHaveCount(kept);
  await expect(other).toHaveCount(1);
  await stage().focus();
  await page.keyboard.press('n');
  await expect(lines('rows')).toHaveCount(0);
  // Named, its line is one more row.
  const holds = page.getByRole('combobox', { name: 'Column 1 holds' });
  await saving(() => holds.selectOption({ label: 'Name of boat' }));
  await expect(sheet()).toHaveAttribute('aria-rowcount', '5');
  await stage().focus();
  await saving(() => page.keyboard.press('Control+Shift+Delete'));
  await expect(other).toHaveCount(0);
  await expect(sheet()).toHaveAttribute('aria-rowcount', '4');
  await sheet().focus();
});

test('cells are edited as in a spreadsheet, and undone and done again', async () => {
  await page.keyboard.press('Control+Home');
  await saving(async () => {
    await page.keyboard.type('Herring gull');
    await page.keyboard.press('Enter');
  });
  await expect(cell(0, 0)).toHaveText('Herring gull');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('F2');
  await page.keyboard.press('End');
  await page.keyboard.type(' II');
  await page.keyboard.press('Escape');
  await expect(cell(0, 0)).toHaveText('Herring gull');
  await saving(() => page.keyboard.press('Control+z'));
  await expect(cell(0, 0)).toHaveText('Sea gull');
  await saving(() => page.keyboard.press('Control+Shift+z'));
  await expect(cell(0, 0)).toHaveText('Herring gull');
  await expect(page.getByRole('region', { name: 'Sums' })).toContainText('Sum of Fee: 395.50');
  await saving(() =>
    page.keyboard
      .press('Alt+Shift+ArrowDown')
      .then(() => page.keyboard.type('Puffin'))
      .then(() => page.keyboard.press('Tab')),
  );
  await expect(sheet()).toHaveAttribute('aria-rowcount', '5');
  await saving(() => page.keyboard.press('Alt+Delete'));
  await expect(sheet()).toHaveAttribute('aria-rowcount', '4');
});

test('rows are copied, and pasted from a spreadsheet', async () => {
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'Herring gull\t7.5\t120.00\nOld pearl\t9.1\t180.00\nTern\t6.0\t95.50',
  );
  await page.evaluate(() => navigator.clipboard.writeText('Puffin\t5.2\t60.00\n"Grey\nseal"\t8.8\t40.00\n'));
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Home');
  await saving(() => page.keyboard.press('Control+v'));
  await expect(sheet()).toHaveAttribute('aria-rowcount', '5');
  await expect(cell(3, 0)).toHaveText(/Grey\s+seal/);
  await expect(page.getByRole('region', { name: 'Sums' })).toContainText('Sum of Fee: 400.00');
});

test('ten thousand pasted rows do not freeze the screen, and more are refused in words', async () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, at) => `Boat ${at}\t7.5\t1.00`).join('\n');
  await page.keyboard.press('Control+Home');
  await page.evaluate((text) => navigator.clipboard.writeText(text), rows(10_001));
  await page.keyboard.press('Control+v');
  await expect(page.getByText(/These would be 10001 rows/)).toBeVisible();
  await expect(sheet()).toHaveAttribute('aria-rowcount', '5');
  await page.evaluate((text) => navigator.clipboard.writeText(text), rows(10_000));
  const before = Date.now();
  await page.keyboard.press('Control+v');
  await expect(sheet()).toHaveAttribute('aria-rowcount', '10001');
  await page.keyboard.press('Control+End');
  await expect(cell(-1, 0)).toHaveText('Boat 9999');
  test
    .info()
    .annotations.push({ type: 'measured', description: `10,000 rows shown after ${Date.now() - before} ms` });
  await expect(page.getByText('All saved')).toBeVisible({ timeout: READ_MS });
  await page.keyboard.press('Control+z');
  await expect(sheet()).toHaveAttribute('aria-rowcount', '5');
  await expect(page.getByText('All saved')).toBeVisible({ timeout: READ_MS });
});

test('leaving keeps everything, and the list shows the table', async () => {
  await page.keyboard.press('Escape');
  const values = page.getByRole('region', { name: 'Values' });
  await expect(values.getByRole('textbox', { name: 'Name of boat, row 1' })).toHaveValue('Herring gull');
  await page.reload();
  await expect(values.getByRole('textbox', { name: 'Fee, row 4' })).toHaveValue('40.00');
  // A key opens the view where the hand is.
  await page.keyboard.press('F6');
  await expect(sheet()).toBeFocused();
});

test('a table is removed, and brought back', async () => {
  await page.getByRole('button', { name: 'Remove the table' }).click();
  await expect(page.getByText('Boats was removed.')).toBeVisible();
  await expect(page.getByText('not found')).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(sheet()).toHaveAttribute('aria-rowcount', '5');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('textbox', { name: 'Name of boat, row 1' })).toHaveValue('Herring gull');
});
