/** The pictures of the documentation, taken from the running product with its own samples. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { invoice } from './pdf';
import { startServer } from './server';

const READ_MS = 120_000;
const DAY_MS = 86_400_000;
const FOLDER = join(import.meta.dirname, '../../docs/images');

async function shoot(page: Page, name: string, scheme: 'light' | 'dark' = 'light'): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

/** Keys as an organization has them after a while, one of which was just used. */
async function makeKeys(page: Page, address: string): Promise<void> {
  const secrets = await page.evaluate(async (day) => {
    const make = async (name: string, scopes: string[], days: number, networks: string[]) => {
      const exp = new Date(Date.now() + days * day).toISOString();
      const response = await fetch('/api/v0.4/admin/api-keys', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name, scopes, exp, networks }),
      });
      return ((await response.json()) as { key: string }).key;
    };
    const scope = (...names: string[]) => names.map((name) => `workspace.${name}`);
    return [
      await make('Zapier', scope('result:read', 'webhook:manage'), 180, []),
      await make('Nightly export', ['All'], 9, ['10.0.0.0/8', '2001:db8::/32']),
      await make(
        'Invoice import, server 2',
        scope('process:read', 'collection:create', 'collection:read', 'file:upload'),
        90,
        ['127.0.0.0/8'],
      ),
    ];
  }, DAY_MS);
  const authorization = `Basic ${Buffer.from(secrets.at(-1) ?? '').toString('base64')}`;
  const routes = ['/me', '/processes', '/processes', '/process-types', '/admin/users'];
  for (const route of [...routes, ...routes, ...routes]) {
    await fetch(`${address}/api/v0.4${route}`, { headers: { Authorization: authorization } });
  }
}

async function keyPictures(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/settings/api-keys`);
  await makeKeys(page, address);
  const used = page.getByRole('row').filter({ hasText: 'Invoice import, server 2' });
  await expect(async () => {
    await page.reload();
    await expect(used).toContainText('127.0.0.1', { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await shoot(page, 'api-keys');
  await shoot(page, 'api-keys-dark', 'dark');
  await used.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Usage' }).click();
  await expect(page.getByRole('table', { name: 'By route' })).toBeVisible();
  await shoot(page, 'key-usage');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: 'Create new API key' }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Scanner in the mail room');
  await page.getByRole('dialog').getByRole('button', { name: 'Upload only' }).click();
  await shoot(page, 'new-api-key');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.getByRole('link', { name: 'Perigee, all processes' }).click();
  await page.getByRole('button', { name: 'Actions for Invoices' }).click();
  await page.getByRole('menuitem', { name: 'Configuration' }).click();
  await expect(page.getByRole('heading', { name: 'Configuration of Invoices' })).toBeVisible();
  await shoot(page, 'configuration');
  await page.getByRole('tab', { name: 'User Access' }).click();
  await expect(page.getByRole('table', { name: 'People with access' }).getByText('(you)')).toBeVisible();
  await shoot(page, 'user-access');
}

test('the pictures', async ({ page }) => {
  mkdirSync(FOLDER, { recursive: true });
  const server = await startServer();
  try {
    await page.goto(`${server.address}/sign-in`);
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await shoot(page, 'sign-in');

    await page.goto(server.link);
    await expect(page.getByRole('link', { name: 'Invoices' })).toBeVisible();
    await page.getByRole('link', { name: 'Invoices' }).click();
    await page.getByTestId('files').setInputFiles([
      { name: 'Northwind March.pdf', mimeType: 'application/pdf', buffer: invoice },
      { name: 'meeting notes.pdf', mimeType: 'application/pdf', buffer: Buffer.from('only words\n') },
    ]);
    await expect(page.getByText('2 files uploaded')).toBeVisible();
    await page.getByRole('button', { name: 'Clear the list' }).click();
    await expect(page.locator('tbody').getByText(/^(Queued|Processing)$/)).toHaveCount(0, {
      timeout: READ_MS,
    });
    await expect(page.getByText('5 collections')).toBeVisible();
    await page.mouse.move(0, 0);
    await shoot(page, 'queue');
    await shoot(page, 'queue-dark', 'dark');

    await page.getByRole('link', { name: 'Perigee, all processes' }).click();
    await expect(page.getByRole('heading', { name: 'Processes' })).toBeVisible();
    await expect(page.getByRole('main').getByText('Waiting for review')).toBeVisible();
    await shoot(page, 'dashboard');
    await page.getByRole('button', { name: 'New process' }).click();
    await expect(page.getByRole('dialog', { name: 'New process' })).toBeVisible();
    await shoot(page, 'new-process');
    await page.keyboard.press('Escape');

    await page.getByRole('link', { name: 'Invoices' }).click();
    await page
      .locator('tbody')
      .getByRole('link', { name: /sample|invoice/i })
      .first()
      .click();
    const marked = page.getByRole('list', { name: 'Values on this page' }).getByRole('listitem');
    await expect.poll(() => marked.count()).toBeGreaterThan(3);
    // The first value that needs a person.
    await page.keyboard.press('Enter');
    // The picture of the page comes after its frame.
    await page.waitForLoadState('networkidle');
    await shoot(page, 'supervision');
    await shoot(page, 'supervision-dark', 'dark');
    await page.getByRole('group', { name: /^Page 1 of/ }).focus();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await shoot(page, 'shortcuts');
    await page.keyboard.press('Escape');

    await keyPictures(page, server.address);
  } finally {
    await server.stop();
  }
});
