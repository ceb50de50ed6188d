/** The pictures of API keys and of the configuration of a process. */
import { expect, type Page } from '@playwright/test';

type Shoot = (page: Page, name: string) => Promise<void>;

const DAY_MS = 86_400_000;

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

export async function keyPictures(page: Page, address: string, shoot: Shoot): Promise<void> {
  await page.goto(`${address}/settings/api-keys`);
  await makeKeys(page, address);
  const used = page.getByRole('row').filter({ hasText: 'Invoice import, server 2' });
  await expect(async () => {
    await page.reload();
    await expect(used).toContainText('127.0.0.1', { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await shoot(page, 'api-keys');
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
}

/** With the people of the organization, who have to be there by now. */
export async function configurationPictures(page: Page, address: string, shoot: Shoot): Promise<void> {
  await page.goto(address);
  await page.getByRole('button', { name: 'Actions for Invoices' }).click();
  await page.getByRole('menuitem', { name: 'Configuration' }).click();
  await expect(page.getByRole('heading', { name: 'Configuration of Invoices' })).toBeVisible();
  await shoot(page, 'configuration');
  await page.getByRole('tab', { name: 'Data points' }).click();
  await expect(page.getByRole('list', { name: 'Data points' })).toBeVisible();
  await shoot(page, 'data-points');
  await page.getByRole('tab', { name: 'Document splitting' }).click();
  await expect(page.getByRole('switch')).toBeVisible();
  await shoot(page, 'splitting');
  await page.getByRole('tab', { name: 'Learning' }).click();
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
  await shoot(page, 'learning');
  await page.getByRole('tab', { name: 'User Access' }).click();
  await expect(page.getByRole('table', { name: 'People with access' }).getByText('(you)')).toBeVisible();
  await shoot(page, 'user-access');
}
