/** Classes of an organization's own: given to one document by a person, told on the next like it, renamed and forgotten. */
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { type Server, startServer } from './server';

const READ_MS = 120_000;

let server: Server;
let page: Page;
let processId = '';

test.describe.configure({ mode: 'serial' });

/** Calls the API as the signed-in person. */
async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  return page.evaluate(
    async ({ method, path, body }) => {
      const response = await fetch(`/api/v0.4${path}`, {
        method,
        ...(body !== undefined && {
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        }),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as never;
    },
    { method, path, body },
  ) as Promise<T>;
}

/** A paper of a kind that no word list knows. */
async function send(number: number): Promise<string> {
  const text = `LIEFERSCHEIN\nNordwind Spedition Hamburg\n\nLadestelle Kai ${number}\nFahrer Petersen\n\nPalette   Gewicht   Plombe\nHolz   ${number} kg   P${number}7\n\nWare unbeschadet erhalten\nUnterschrift Fahrer\n`;
  const files = [{ name: `post ${number}.txt`, content: Buffer.from(text).toString('base64') }];
  const made = await call<{ id: string }>('POST', `/processes/${processId}/collections/base64`, { files });
  const status = async () => (await call<{ status: string }>('GET', `/collections/${made.id}`)).status;
  await expect.poll(status, { timeout: READ_MS }).toBe('Needs Review');
  return made.id;
}

async function openDocuments(collectionId: string) {
  await page.goto(`/supervision/${collectionId}`);
  await expect(page.getByRole('button', { name: 'Accept', exact: true })).toBeVisible();
  await page.keyboard.press('Alt+s');
  return page.getByRole('dialog', { name: /Documents in/ });
}

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  page = await (await browser.newContext({ baseURL: server.address })).newPage();
  await page.goto(server.link);
  await expect(page.getByRole('link', { name: 'Invoices' })).toBeVisible();
  const types = await call<{ processTypes: { id: string; kind: string }[] }>('GET', '/process-types');
  const custom = types.processTypes.find(({ kind }) => kind === 'custom');
  processId = (await call<{ id: string }>('POST', '/processes', { name: 'Post', processTypeId: custom?.id }))
    .id;
});

test.afterAll(async () => {
  await page?.close();
  await server?.stop();
});

test('a class that a person gives to a document is told on the next like it', async () => {
  test.setTimeout(2 * READ_MS);
  const first = await openDocuments(await send(1));
  const name = first.getByLabel('Class of document 1');
  await expect(name).toHaveValue('document');
  await expect(first.getByText(/% sure/)).toHaveCount(0);
  await name.fill('delivery note');
  await first.getByRole('button', { name: 'Make 1 document' }).click();
  await expect(page.getByText('The next ones like them get the same class.')).toBeVisible();
  const learning = async () =>
    (await call<{ learning: boolean }>('GET', `/processes/${processId}/classes`)).learning;
  await expect.poll(learning, { timeout: READ_MS }).toBe(false);
  const next = await openDocuments(await send(2));
  await expect(next.getByLabel('Class of document 1')).toHaveValue('delivery note');
  await expect(next.getByText(/\d+(\.\d+)?% sure/)).toBeVisible();
  await next.getByLabel('Class of document 1').fill('deliv');
  await expect(page.getByRole('option', { name: 'delivery note' })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('the classes of the organization are listed, renamed and forgotten', async () => {
  await page.goto(`/configuration/${processId}/splitting`);
  const table = page.getByRole('table', { name: 'Classes of documents' });
  const row = (name: string) => table.getByRole('row').filter({ hasText: name });
  await expect(row('delivery note')).toContainText('1');
  await expectAccessible(page, 'classes');
  await page.getByRole('button', { name: 'Rename delivery note' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rename delivery note' });
  await dialog.getByLabel('Name').fill('waybill');
  await expectAccessible(page, 'renaming a class');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByText('The class is called waybill now')).toBeVisible();
  await expect(row('waybill')).toContainText('1');
  await page.getByRole('button', { name: 'Forget waybill' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Forget', exact: true }).click();
  await expect(page.getByText('waybill is forgotten')).toBeVisible();
  await expect(row('waybill')).toHaveCount(0);
});
