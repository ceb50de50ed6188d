/** API keys as a person makes, rotates, limits and ends them, and as a program feels it. */
import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { type Server, startServer } from './server';

const IMPORT = 'Invoice import, server 2';
const SCANNER = 'Scanner in the mail room';

/** Long enough for the first requests of a busy machine, short enough to wait for. */
const SHORT_LIFE_MS = 6_000;

/** Between the requests of a running client: within what one key may ask for in a second. */
const PAUSE_MS = 25;

/** Refusals that a client goes on through; an address that is wrong more than 50 times a minute has to wait. */
const REFUSALS_SEEN = 15;

let server: Server;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  context = await browser.newContext({
    baseURL: server.address,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  page = await context.newPage();
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

test.afterEach(() => {
  expect(complaints.splice(0), 'errors and warnings in the console').toEqual([]);
});

type Answer = { status: number; body: Record<string, unknown> };

/** What a program gets that has nothing but the key. */
async function ask(key: string, path: string, method = 'GET'): Promise<Answer> {
  const response = await fetch(`${server.address}/api/v0.4${path}`, {
    method,
    headers: { Authorization: `Basic ${Buffer.from(key).toString('base64')}` },
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : {} };
}

/** A request of the person who is signed in, as the page itself would send it. */
async function asPerson<T>(method: string, path: string, body: unknown): Promise<T> {
  return page.evaluate(
    async ([how, where, what]) => {
      const response = await fetch(`/api/v0.4${where}`, {
        method: how as string,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(what),
      });
      if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
      return response.json();
    },
    [method, path, body] as const,
  ) as Promise<T>;
}

const row = (name: string) => page.getByRole('row').filter({ hasText: name });
const dialog = () => page.getByRole('dialog');
const menuOf = (line: Locator) => line.getByRole('button', { name: /^Actions for/ });

async function choose(line: Locator, item: string): Promise<void> {
  await menuOf(line).click();
  await page.getByRole('menuitem', { name: item }).click();
  await expect(dialog()).toBeVisible();
}

/** Takes the key along from the dialog that shows it once. */
async function takeKey(): Promise<string> {
  await dialog().getByRole('button', { name: 'Copy the key' }).click();
  await expect(dialog().getByRole('button', { name: 'Copied' })).toBeVisible();
  const key = await page.evaluate(() => navigator.clipboard.readText());
  await expect(dialog().getByRole('textbox', { name: /^Key/ })).toHaveValue(key);
  await dialog().getByRole('button', { name: 'Done' }).click();
  await expect(dialog()).toHaveCount(0);
  return key;
}

let key = '';

test('Settings explains what keys are for as long as there is none', async () => {
  await page.goto(server.link);
  await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('tab', { name: 'API keys' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('heading', { name: 'No key in force' })).toBeVisible();
  await expectAccessible(page, 'settings without keys');
});

test('a key is made click by click, and its secret is shown once', async () => {
  await page.getByRole('button', { name: 'Create new API key' }).click();
  await expect(dialog()).toContainText('Keep it confidential');
  await expectAccessible(page, 'dialog of a new key');

  await dialog().getByRole('button', { name: 'Create', exact: true }).click();
  await expect(dialog()).toContainText('Give it a name');
  await dialog().getByLabel('Name', { exact: true }).fill(IMPORT);
  await dialog().getByRole('button', { name: 'Upload only' }).click();
  await expect(dialog().getByRole('checkbox', { name: /file:upload/ })).toBeChecked();
  await expect(dialog().getByRole('checkbox', { name: /result:read/ })).not.toBeChecked();
  await dialog()
    .getByRole('checkbox', { name: /collection:read/ })
    .check();
  await dialog().getByText('Custom', { exact: true }).click();
  await dialog().getByLabel('Expiration date').fill('2099-12-31');
  await expect(dialog()).toContainText('the organization allows at most 366 days');
  await dialog().getByText('30 days', { exact: true }).click();
  const networks = dialog().getByLabel(/^Allowed networks/);
  await networks.fill('127.0.0.1/8');
  await dialog().getByRole('button', { name: 'Create', exact: true }).click();
  await expect(dialog()).toContainText('Do you mean 127.0.0.0/8?');
  await networks.fill('127.0.0.0/8');
  await dialog().getByRole('button', { name: 'Create', exact: true }).click();

  await expect(dialog()).toContainText('It is shown this once.');
  await expect(dialog()).toContainText(/curl -u 'pk_org_[0-9a-f]+:\w+' http/);
  await expectAccessible(page, 'the secret');
  // It was not copied yet, so leaving asks first.
  await page.keyboard.press('Escape');
  await expect(dialog()).toContainText('Have you saved the key?');
  await expectAccessible(page, 'the question');
  await dialog().getByRole('button', { name: 'No, show it again' }).click();
  key = await takeKey();
  expect(key).toMatch(/^pk_org_[0-9a-f]{32}:[0-9A-Za-z]{28,}$/);

  await expect(page.getByRole('button', { name: 'Create new API key' })).toBeFocused();
  await expect(row(IMPORT).getByText('Active')).toBeVisible();
  await expect(row(IMPORT)).toContainText('only from 127.0.0.0/8');
  await expect(row(IMPORT)).toContainText('Never');
  expect(await page.content()).not.toContain(key.split(':')[1]);
});

test('the key works for what it may do, and for nothing else', async () => {
  const me = await ask(key, '/me');
  expect(me.status).toBe(200);
  expect(me.body).toMatchObject({ name: IMPORT, kind: 'apiKey' });
  const denied = await ask(key, '/admin/users');
  expect(denied.status).toBe(403);
  expect(JSON.stringify(denied.body)).toContain('workspace.admin.user:read');
  // The list tells the use as soon as the server has written it down.
  await expect(async () => {
    await page.reload();
    await expect(row(IMPORT)).toContainText('from 127.0.0.1', { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await expectAccessible(page, 'settings with a key');
});

test('its usage is drawn by day and told by route', async () => {
  await choose(row(IMPORT), 'Usage');
  await expect(dialog()).toContainText(/\d+ requests? in 90 days/);
  await expect(dialog().getByRole('table', { name: 'By route' })).toContainText('GET /me');
  await expect(dialog().getByRole('table', { name: 'Networks seen' })).toContainText('127.0.0.0/24');
  await expectAccessible(page, 'usage');
  await page.keyboard.press('Escape');
  await expect(menuOf(row(IMPORT))).toBeFocused();
});

test('an alert tells of many refusals until somebody has looked', async () => {
  const alerts = page.getByRole('region', { name: 'Alerts' });
  await expect(alerts).toHaveCount(0);
  for (let refusals = 0; refusals < 25; refusals += 1) {
    expect((await ask(key, '/admin/users')).status).toBe(403);
  }
  await expect(async () => {
    await page.reload();
    await expect(alerts).toContainText(`“${IMPORT}” was refused unusually often`, { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await expectAccessible(page, 'alerts');
  await alerts.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(alerts).toHaveCount(0);
  await page.reload();
  await expect(row(IMPORT).getByText('Active')).toBeVisible();
  await expect(alerts).toHaveCount(0);
});

let rotated = '';

test('a rotated key goes on beside the new one until its grace is over', async () => {
  await choose(row(IMPORT), 'Rotate…');
  await expect(dialog().getByRole('radio', { name: '24 hours' })).toBeChecked();
  await expectAccessible(page, 'dialog of rotation');
  await dialog().getByRole('radio', { name: '1 hour' }).check();
  await dialog().getByRole('button', { name: 'Rotate' }).click();
  await expect(dialog()).toContainText('The old key works until');
  rotated = await takeKey();
  expect(rotated).not.toBe(key);
  expect((await ask(key, '/me')).status).toBe(200);
  expect((await ask(rotated, '/me')).status).toBe(200);
  await expect(row(IMPORT)).toHaveCount(2);
  await expect(row(IMPORT).filter({ hasText: 'replaced by a new one' })).toContainText('in 1 day');
});

test('a key can be renamed and kept to a network, from its next request on', async () => {
  const line = row(IMPORT).filter({ hasText: 'replaced by a new one' });
  await choose(line, 'Edit…');
  await expectAccessible(page, 'dialog of editing');
  await dialog().getByLabel('Name', { exact: true }).fill('Old import');
  await dialog()
    .getByLabel(/^Allowed networks/)
    .fill('203.0.113.0/24');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await expect(dialog()).toHaveCount(0);
  await expect(row('Old import')).toContainText('only from 203.0.113.0/24');
  expect([401, 403]).toContain((await ask(key, '/me')).status);
  expect((await ask(rotated, '/me')).status).toBe(200);
});

/** A program that asks again and again; tells what it was answered. */
function runningClient(secret: string) {
  const statuses: number[] = [];
  let goOn = true;
  const done = (async () => {
    while (goOn) {
      statuses.push((await ask(secret, '/me')).status);
      await new Promise((next) => setTimeout(next, PAUSE_MS));
    }
  })();
  return {
    statuses,
    stop: async () => {
      goOn = false;
      await done;
    },
  };
}

test('deleting a key stops a running client at its next request', async () => {
  const client = runningClient(rotated);
  await expect.poll(() => client.statuses.length).toBeGreaterThan(20);
  await choose(row(IMPORT), 'Delete…');
  const confirm = dialog().getByRole('button', { name: 'Delete' });
  await expect(confirm).toBeDisabled();
  await expectAccessible(page, 'dialog of deletion');
  await dialog().getByLabel('Type the name of the key to confirm').fill(IMPORT);
  const answer = page.waitForResponse((response) => response.request().method() === 'DELETE');
  await confirm.click();
  expect((await answer).status()).toBe(204);
  // What was asked after that answer is refused; one request may have been under way.
  const before = client.statuses.length + 1;
  await expect.poll(() => client.statuses.length).toBeGreaterThan(before + REFUSALS_SEEN);
  await client.stop();
  expect(new Set(client.statuses.slice(0, 20))).toEqual(new Set([200]));
  expect(new Set(client.statuses.slice(before))).toEqual(new Set([401]));

  await expect(dialog()).toHaveCount(0);
  await expect(row(IMPORT)).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'Deleted' }).click();
  await expect(row(IMPORT).getByText('Deleted')).toBeVisible();
});

test('an expired key is refused with the day of its end, and listed as expired', async () => {
  const exp = new Date(Date.now() + SHORT_LIFE_MS).toISOString();
  const made = await asPerson<{ key: string }>('POST', '/admin/api-keys', {
    name: 'Short trial',
    exp,
    scopes: ['All'],
  });
  expect((await ask(made.key, '/me')).status).toBe(200);
  await expect.poll(async () => (await ask(made.key, '/me')).status, { timeout: 30_000 }).toBe(401);
  const refused = await ask(made.key, '/me');
  expect(JSON.stringify(refused.body)).toContain('expired on');
  await page.reload();
  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'Expired' }).click();
  await expect(row('Short trial').getByText('Expired')).toBeVisible();
  await menuOf(row('Short trial')).click();
  await expect(page.getByRole('menuitem', { name: 'Rotate…' })).toHaveCount(0);
  await page.keyboard.press('Escape');
});

test('the configuration of a process is reached from its card', async () => {
  await page.getByRole('navigation').getByRole('link', { name: 'Dashboard' }).click();
  await page.getByRole('button', { name: 'Actions for Invoices' }).click();
  await page.getByRole('menuitem', { name: 'Configuration' }).click();
  await expect(page.getByRole('heading', { name: 'Configuration of Invoices' })).toBeVisible();
  await expectAccessible(page, 'configuration, general');
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill('Invoices of the north');
  await page.getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('heading', { name: 'Configuration of Invoices of the north' })).toBeVisible();
});

test('a key of a process works for this process alone', async () => {
  const processId = /configuration\/([0-9a-f]{32})/.exec(page.url())?.[1] ?? '';
  const types = await (await page.request.get('/api/v0.4/process-types')).json();
  const other = await asPerson<{ id: string }>('POST', '/processes', {
    name: 'Another one',
    processTypeId: types.processTypes[0].id,
  });
  await page.getByRole('tab', { name: 'API keys' }).click();
  await expect(page.getByRole('heading', { name: 'No key in force' })).toBeVisible();
  await page.getByRole('button', { name: 'Generate new key' }).click();
  await dialog().getByLabel('Name', { exact: true }).fill(SCANNER);
  await dialog().getByRole('button', { name: 'Create', exact: true }).click();
  const secret = await takeKey();
  expect(secret).toMatch(/^pk_prc_/);
  await expect(row(SCANNER).getByText('Active')).toBeVisible();
  await expectAccessible(page, 'configuration, API keys');
  expect((await ask(secret, `/processes/${processId}`)).status).toBe(200);
  expect((await ask(secret, `/processes/${other.id}`)).status).toBe(404);

  await choose(row(SCANNER), 'Delete…');
  await dialog().getByLabel('Type the name of the key to confirm').fill(SCANNER);
  await dialog().getByRole('button', { name: 'Delete' }).click();
  await expect(dialog()).toHaveCount(0);
  await expect(row(SCANNER)).toHaveCount(0);
  expect((await ask(secret, `/processes/${processId}`)).status).toBe(401);
});

test('User Access tells who may work with the process', async () => {
  await page.getByRole('tab', { name: 'User Access' }).click();
  const people = page.getByRole('table', { name: 'People with access' });
  await expect(people.getByRole('row').filter({ hasText: '(you)' })).toContainText('from the organization');
  await expectAccessible(page, 'configuration, user access');
  await page.getByRole('button', { name: 'Give access' }).click();
  await expect(dialog()).toContainText('Everybody in the organization has access already.');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Give access' })).toBeFocused();
});

/** Somebody who has followed an invitation into the organization, without any process yet. */
async function invited(fullName: string, email: string): Promise<void> {
  await asPerson('POST', '/organization/convert', { name: 'Northwind Office' });
  const { link } = await asPerson<{ link: string }>('POST', '/admin/invitations', {
    email,
    fullName,
    role: 'user',
    processes: [],
  });
  const joined = await fetch(`${server.address}/api/v0.4/session/invitation/accept`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token: link.split('#token=')[1], password: 'harbour lamp tomorrow 42' }),
  });
  expect(joined.status).toBe(200);
}

test('access to a process is given, changed and taken away', async () => {
  await invited('Grace Hopper', 'grace@northwind.example');
  await page.reload();
  await page.getByRole('button', { name: 'Give access' }).click();
  await dialog().getByRole('button', { name: 'Give access' }).click();
  await expect(dialog()).toContainText('Choose a person');
  await dialog().getByRole('combobox', { name: 'Person' }).click();
  await page.getByRole('option', { name: 'Grace Hopper (grace@northwind.example)' }).click();
  await expectAccessible(page, 'dialog of giving access');
  await dialog().getByRole('button', { name: 'Give access' }).click();
  await expect(dialog()).toHaveCount(0);
  await expect(row('Grace Hopper')).toContainText('User');

  await choose(row('Grace Hopper'), 'Edit access…');
  await dialog().getByRole('radio', { name: 'Admin' }).check();
  await dialog().getByRole('button', { name: 'Save' }).click();
  await expect(dialog()).toHaveCount(0);
  await expect(row('Grace Hopper')).toContainText('Admin');

  await choose(row('Grace Hopper'), 'Remove access…');
  await expect(dialog()).toContainText('Grace Hopper can no longer open this process');
  await dialog().getByRole('button', { name: 'Remove access' }).click();
  await expect(dialog()).toHaveCount(0);
  await expect(row('Grace Hopper')).toHaveCount(0);
});
