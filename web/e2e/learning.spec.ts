/** What a process learns, as an admin sees it: from nothing, over the first confirmed receipts, to a second model. */
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

type Collection = { id: string; status: string };
type Results = {
  results: {
    documents: { documentId: string; extractedData: Record<string, { id: string }[]> }[];
  }[];
};

/** A receipt whose number stands beside a word that no rule knows. */
async function send(number: string): Promise<string> {
  const text = `NORDLICHT CAFE GMBH\nHafenstrasse 12\n20457 Hamburg\n\nDate: 12.03.2026\nZmrk ${number}\n\nEspresso        2.80\n\nTotal EUR       2.80\n`;
  const files = [{ name: `till ${number}.txt`, content: Buffer.from(text).toString('base64') }];
  const made = await call<Collection>('POST', `/processes/${processId}/collections/base64`, { files });
  const status = async () => (await call<Collection>('GET', `/collections/${made.id}`)).status;
  await expect.poll(status, { timeout: READ_MS }).toBe('Needs Review');
  return made.id;
}

async function confirm(number: string): Promise<void> {
  const id = await send(number);
  const { results } = await call<Results>('GET', `/results/${id}`);
  const document = results[0]?.documents[0];
  if (!document) throw new Error('the receipt has no document');
  const right = { company: 'NORDLICHT CAFE GMBH', date: '12.03.2026', total: '2.80', receipt_number: number };
  for (const [dataPoint, rawValue] of Object.entries(right)) {
    const found = document.extractedData[dataPoint]?.[0];
    if (found) await call('PATCH', `/annotations/${found.id}`, { rawValue });
    else await call('POST', `/documents/${document.documentId}/annotations`, { dataPoint, rawValue });
  }
  await call('POST', `/collections/${id}/accept`, {});
}

async function settled(): Promise<void> {
  const state = async () => (await call<{ state: string }>('GET', `/processes/${processId}/learning`)).state;
  await expect.poll(state, { timeout: READ_MS }).toBe('idle');
}

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  page = await (await browser.newContext({ baseURL: server.address })).newPage();
  await page.goto(server.link);
  await expect(page.getByRole('link', { name: 'Invoices' })).toBeVisible();
  const types = await call<{ processTypes: { id: string; name: string }[] }>('GET', '/process-types');
  const receipts = types.processTypes.find(({ name }) => /receipt/i.test(name));
  const body = { name: 'Till receipts', processTypeId: receipts?.id };
  processId = (await call<{ id: string }>('POST', '/processes', body)).id;
});

test.afterAll(async () => {
  await page?.close();
  await server?.stop();
});

test('a process that nobody taught says how it learns', async () => {
  await page.goto(`/configuration/${processId}/learning`);
  await expect(page.getByText('Nothing learned yet')).toBeVisible();
  await expect(page.getByText('A person accepts every document.')).toBeVisible();
  await expect(page.getByText('No document waits for a person.')).toBeVisible();
  await expectAccessible(page, 'learning, empty');
});

test('an error rate that cannot be promised yet says what is missing', async () => {
  await page.getByRole('radiogroup', { name: 'Accept without a person' }).getByText('2%').click();
  await expect(page.getByText('Nothing is learned yet. Until then')).toBeVisible();
  for (const number of ['QX-1001', 'QX-1002', 'QX-1003']) await confirm(number);
  await settled();
  await page.reload();
  await expect(page.getByText(/\d+ of 149 confirmed values\. Until there are enough/)).toBeVisible();
  await expect(page.getByRole('table', { name: 'How good it is' }).getByText('Receipt number')).toBeVisible();
});

test('documents that wait are named, those first that others look like', async () => {
  await send('QX-1004');
  await send('QX-1005');
  await page.reload();
  const table = page.getByRole('table', { name: 'Documents that teach most' });
  await expect(table.getByRole('link', { name: /till QX-100[45]/ })).toHaveCount(1);
  await expect(table.getByText('1 other that looks like it')).toBeVisible();
  await expectAccessible(page, 'learning');
});

test('a model is compared before it is used', async () => {
  await confirm('QX-1006');
  await settled();
  await page.reload();
  await expect(
    page.getByRole('img', { name: /^Learning curve: .* right after \d+ confirmed documents/ }),
  ).toBeVisible();
  await page
    .getByRole('button', { name: /^Compare: what/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: /^What .* would change$/ });
  await expect(dialog.getByText(/of the newest \d+ documents|Nothing would change/)).toBeVisible();
  await expectAccessible(page, 'comparison of models');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Use / }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Use' }).click();
  await expect(page.getByText('The model is in use.')).toBeVisible();
});
