/** The pictures of people: an organization as it is after a while, and the own profile. */
import { expect, type Page } from '@playwright/test';

type Shoot = (page: Page, name: string) => Promise<void>;

const OWNER = { name: 'Ada Lovelace', email: 'ada@northwind.example', password: 'harbour lamp tomorrow 42' };

const PEOPLE = [
  { fullName: 'Grace Hopper', email: 'grace@northwind.example', role: 'admin', joins: true },
  { fullName: 'Katherine Johnson', email: 'katherine@northwind.example', role: 'user', joins: true },
  { fullName: 'Mary Somerville', email: 'mary@northwind.example', role: 'user', joins: true },
  { fullName: 'Lise Meitner', email: 'lise@northwind.example', role: 'user', joins: false },
];

async function call(
  page: Page,
  method: string,
  path: string,
  body: object,
): Promise<Record<string, unknown>> {
  const { origin } = new URL(page.url());
  const answer = await page.request.fetch(`${origin}/api/v0.4${path}`, {
    method,
    data: body,
    headers: { Origin: origin },
  });
  expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
  return answer.status() === 204 ? {} : ((await answer.json()) as Record<string, unknown>);
}

async function fill(page: Page, address: string): Promise<void> {
  const { email, password, name } = OWNER;
  await call(page, 'PUT', '/me/password', { email, newPassword: password });
  await call(page, 'PATCH', '/me', { name });
  await call(page, 'POST', '/organization/convert', { name: 'Northwind Office' });
  const { processes } = (await (await page.request.get(`${address}/api/v0.4/processes`)).json()) as {
    processes: { id: string }[];
  };
  for (const { joins, ...person } of PEOPLE) {
    const given = person.role === 'user' ? processes.map(({ id }) => ({ id, role: 'user' })) : [];
    const sent = await call(page, 'POST', '/admin/invitations', { ...person, processes: given });
    if (!joins) continue;
    // Without the cookie of the page, as another browser would.
    const joined = await fetch(`${address}/api/v0.4/session/invitation/accept`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        token: String(sent.link).split('#token=')[1],
        password: `${password} ${email}`,
      }),
    });
    expect(joined.ok).toBe(true);
  }
}

export async function peoplePictures(page: Page, address: string, shoot: Shoot): Promise<void> {
  await fill(page, address);
  await page.goto(`${address}/users`);
  await expect(page.getByText('4 people')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Mails', exact: true })).toBeVisible();
  await shoot(page, 'people');
  await page.getByRole('button', { name: 'Invite User' }).click();
  await page.getByRole('dialog').getByLabel('Role in Invoices', { exact: true }).selectOption('user');
  await shoot(page, 'invite-user');
  await page.keyboard.press('Escape');
  await page.goto(`${address}/profile`);
  await expect(page.getByText('This one')).toBeVisible();
  await shoot(page, 'profile');
  await page.goto(`${address}/settings/audit`);
  await expect(page.getByRole('row').filter({ hasText: 'invitation.accept' }).first()).toBeVisible();
  await shoot(page, 'audit-log');
}
