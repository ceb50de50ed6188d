/** Signing in with a real OpenID provider. */
import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { type Provider, startProvider } from './provider';
import { type Server, startServer } from './server';

const ADA = 'ada@example.com';
const GRACE = 'grace@example.com';

let provider: Provider;
let server: Server;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  provider = await startProvider();
  server = await startServer({
    PERIGEE_OIDC: 'work',
    PERIGEE_OIDC_WORK_NAME: 'Work accounts',
    PERIGEE_OIDC_WORK_ISSUER: provider.issuer,
    PERIGEE_OIDC_WORK_CLIENT_ID: provider.client.id,
    PERIGEE_OIDC_WORK_CLIENT_SECRET: provider.client.secret,
  });
  await provider.comesBackTo(`${server.address}/api/v0.4/session/providers/work/callback`);
});

test.afterAll(async () => {
  await server?.stop();
  await provider?.stop();
});

/** A browser of its own, which neither side knows. */
async function openBrowser(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.address });
  return context.newPage();
}

/** To the page of the provider. */
async function toProvider(page: Page): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Continue with Work accounts' }).click();
  await expect(page).toHaveURL(new RegExp(`^${provider.issuer}/interaction/`));
}

/** Signs in there and agrees that the e-mail is told; then the browser is back. */
async function signInThere(page: Page, email: string): Promise<void> {
  await toProvider(page);
  await page.getByPlaceholder('Enter any login').fill(email);
  await page.getByPlaceholder('and password').fill('anything');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL((url) => url.origin === server.address);
}

async function me(page: Page): Promise<{ email: string | null; role: string; subjectId: string }> {
  const answer = await page.request.get('/api/v0.4/me');
  expect(answer.status()).toBe(200);
  return answer.json();
}

test('the first owner signs in with a provider at the machine itself', async ({ browser }) => {
  const page = await openBrowser(browser);
  await page.goto('/sign-in');
  await expect(page.getByRole('link', { name: 'Continue with Work accounts' })).toBeVisible();
  await expectAccessible(page, 'sign-in with a provider');
  await signInThere(page, ADA);
  await expect(page).not.toHaveURL(/sign-in/);
  expect(await me(page)).toMatchObject({ email: ADA, role: 'owner' });
  await page.context().close();
});

test('from then on the same person is known, in another browser too', async ({ browser }) => {
  const page = await openBrowser(browser);
  await signInThere(page, ADA);
  expect(await me(page)).toMatchObject({ email: ADA, role: 'owner' });
  await page.context().close();
});

test('somebody whom nobody invited is sent to an admin', async ({ browser }) => {
  const page = await openBrowser(browser);
  await signInThere(page, GRACE);
  await expect(page).toHaveURL(/\/sign-in\?error=no_account/);
  await expect(page.getByRole('alert')).toContainText('Ask an admin for an invitation');
  expect((await page.request.get('/api/v0.4/me')).status()).toBe(401);
  await page.context().close();
});

test('an e-mail that the provider does not vouch for lets nobody in', async ({ browser }) => {
  const page = await openBrowser(browser);
  await signInThere(page, `unverified-${ADA}`);
  await expect(page).toHaveURL(/\/sign-in\?error=email_unverified/);
  await expect(page.getByRole('alert')).toContainText('does not confirm your e-mail address');
  await page.context().close();
});

test('somebody invited comes in without a password, and as whom the provider names', async ({ browser }) => {
  const ada = await openBrowser(browser);
  await signInThere(ada, ADA);
  const post = (path: string, data: unknown) =>
    ada.request.post(`/api/v0.4${path}`, { data, headers: { origin: server.address } });
  expect((await post('/organization/convert', { name: 'Analytical Engines' })).status()).toBe(200);
  const invitation = { email: GRACE, fullName: 'Grace', role: 'user', processes: [] };
  expect((await post('/admin/invitations', invitation)).status()).toBe(201);

  const grace = await openBrowser(browser);
  await signInThere(grace, GRACE);
  await expect(grace).not.toHaveURL(/sign-in/);
  expect(await me(grace)).toMatchObject({ email: GRACE, role: 'user', subjectId: `oidc|${GRACE}` });
  await ada.context().close();
  await grace.context().close();
});

test('breaking off at the provider says so', async ({ browser }) => {
  const page = await openBrowser(browser);
  await toProvider(page);
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page).toHaveURL(/\/sign-in\?error=cancelled/);
  await expect(page.getByRole('alert')).toContainText('broken off');
  await page.context().close();
});
