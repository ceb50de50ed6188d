/** People: the first owner, an invitation, roles, sessions, a second factor and a forgotten password. */
import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { choose, dialog, field, linkInMail, row, signIn, signOut } from './people-steps';
import { type Server, startServer } from './server';
import { totp } from './totp';

const ADA = { name: 'Ada Lovelace', email: 'ada@example.com', password: 'harbour lamp tomorrow 42' };
const GRACE = { name: 'Grace Hopper', email: 'grace@example.com', password: 'nine bottles of grey ink' };
const NEW_PASSWORD = 'quiet gravel under six moons';

let server: Server;
/** The owner's browser, and that of the person who is invited. */
let ada: Page;
let grace: Page;
let invitationLink = '';
let secret = '';
let recoveryCode = '';
const complaints: string[] = [];

test.describe.configure({ mode: 'serial' });

async function openBrowser(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.address });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
  return page;
}

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  ada = await openBrowser(browser);
  grace = await openBrowser(browser);
});

test.afterAll(async () => {
  try {
    await ada?.context().close();
    await grace?.context().close();
  } finally {
    await server?.stop();
  }
});

// The browser itself notes refusals that a test asks for; anything else in the console is a fault.
test.afterEach(() => {
  const others = complaints.splice(0).filter((complaint) => !/status of 4\d\d/.test(complaint));
  expect(others, 'errors and warnings in the console').toEqual([]);
});

test('the first owner signs up, after a weak password was refused', async () => {
  await ada.goto('/sign-in');
  await expectAccessible(ada, 'sign-in of a new server');
  await ada.getByRole('link', { name: "Create the owner's account" }).click();
  await field(ada, 'Full name').fill(ADA.name);
  await field(ada, 'E-mail').fill(ADA.email);
  await field(ada, 'Password').fill('password1234');
  await ada.getByRole('button', { name: 'Create account' }).click();
  await expect(field(ada, 'Password')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(ada, 'sign-up');
  await field(ada, 'Password').fill(ADA.password);
  await ada.getByRole('button', { name: 'Show the password' }).click();
  await expect(field(ada, 'Password')).toHaveAttribute('type', 'text');
  await ada.getByRole('button', { name: 'Create account' }).click();
  await expect(ada.getByRole('heading', { name: 'Processes' })).toBeVisible();
});

test('after the first owner nobody signs up', async () => {
  await grace.goto('/sign-up');
  await expect(grace.getByText('This server has its owner')).toBeVisible();
  await expectAccessible(grace, 'closed sign-up');
});

test('the navigation leads everywhere, folds, and is worked by keyboard', async () => {
  const navigation = ada.getByRole('navigation', { name: 'Main navigation' });
  await expect(navigation.getByRole('link', { name: 'Dashboard' })).toHaveAttribute('aria-current', 'page');
  await navigation.getByRole('link', { name: 'User Management' }).focus();
  await ada.keyboard.press('Enter');
  await expect(ada.getByRole('heading', { name: 'User Management' })).toBeVisible();
  await navigation.getByRole('button', { name: 'Fold the navigation' }).click();
  await expect(navigation.getByRole('button', { name: 'Unfold the navigation' })).toBeVisible();
  await ada.reload();
  await navigation.getByRole('button', { name: 'Unfold the navigation' }).click();
  await ada.setViewportSize({ width: 480, height: 800 });
  await ada.getByRole('button', { name: 'Open the navigation' }).click();
  await expectAccessible(ada, 'navigation as a drawer');
  await ada.getByRole('dialog').getByRole('link', { name: 'Settings' }).click();
  await expect(ada.getByRole('dialog')).toHaveCount(0);
  await expect(ada.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await ada.setViewportSize({ width: 1440, height: 900 });
});

test('a single-user organization becomes one for many', async () => {
  await ada.goto('/users');
  await expect(ada.getByText('This is a single-user organization')).toBeVisible();
  await expectAccessible(ada, 'people of a single-user organization');
  await ada.getByRole('button', { name: 'Turn into a multi-user organization' }).click();
  const convert = dialog(ada, 'Turn into a multi-user organization');
  await field(convert, 'Name').fill('Northwind Office');
  await convert.getByRole('button', { name: 'Turn into multi-user' }).click();
  await expect(ada.getByText('Who belongs to Northwind Office')).toBeVisible();
  await expect(ada.getByRole('button', { name: 'Invite User' })).toBeVisible();
});

test('an invitation is sent, and its link can be copied', async () => {
  await ada.getByRole('button', { name: 'Invite User' }).click();
  const invite = dialog(ada, 'Invite User');
  await field(invite, 'E-mail').fill(GRACE.email);
  await field(invite, 'Full name').fill(GRACE.name);
  await invite.getByLabel('Role in Invoices', { exact: true }).selectOption('user');
  await expectAccessible(ada, 'dialog of an invitation');
  await invite.getByRole('button', { name: 'Send invitation' }).click();
  await expect(invite.getByText('This server sends no mail')).toBeVisible();
  await expectAccessible(ada, 'link of an invitation');
  await invite.getByRole('button', { name: 'Copy the link' }).click();
  invitationLink = await ada.evaluate(() => navigator.clipboard.readText());
  expect(invitationLink).toContain('/invitation#token=');
  await invite.getByRole('button', { name: 'Done' }).click();
  await expect(row(ada, GRACE.email).getByText('Waiting')).toBeVisible();
  await expectAccessible(ada, 'people');
});

test('an invitation that was sent again ends the link before it', async () => {
  const before = invitationLink;
  await choose(ada, GRACE.name, 'Send again');
  const again = dialog(ada, 'Sent again');
  invitationLink = await field(again, 'Link of the invitation').inputValue();
  await again.getByRole('button', { name: 'Done' }).click();
  expect(invitationLink).not.toBe(before);
  await grace.goto(before);
  await expect(grace.getByText('Ask whoever invited you')).toBeVisible();
});

test('the mail carries a link as well, which an admin reads where no mail is sent', async () => {
  await ada.getByRole('link', { name: 'Mails', exact: true }).click();
  await expect(ada.getByRole('heading', { name: 'Mails', exact: true })).toBeVisible();
  expect(await linkInMail(ada, GRACE.email, '/invitation#token=')).toContain('/invitation#token=');
  await expectAccessible(ada, 'mails');
});

test('the invited one joins in another browser and is signed in', async () => {
  await grace.goto('about:blank');
  await grace.goto(invitationLink);
  await expect(grace.getByRole('heading', { name: 'Join Northwind Office' })).toBeVisible();
  expect(grace.url()).not.toContain('token');
  await expect(grace.getByText(ADA.name)).toBeVisible();
  await expectAccessible(grace, 'invitation');
  await field(grace, 'Password').fill(GRACE.password);
  await grace.getByRole('button', { name: 'Join' }).click();
  await expect(grace.getByRole('link', { name: 'Invoices' })).toBeVisible();

  await ada.goto('/users');
  await expect(row(ada, GRACE.email).getByText('Active')).toBeVisible();
  await expect(ada.getByRole('heading', { name: /open invitation/ })).toHaveCount(0);
});

test('a used invitation opens nothing', async () => {
  await grace.goto('about:blank');
  await grace.goto(invitationLink);
  await expect(grace.getByText('Ask whoever invited you')).toBeVisible();
});

const peopleSeenByGrace = async () => (await grace.request.get('/api/v0.4/admin/users')).status();

async function makeGrace(role: 'Admin' | 'User'): Promise<void> {
  await choose(ada, GRACE.name, 'Edit User');
  const edit = dialog(ada, 'Edit User');
  await edit.getByRole('radio', { name: role }).check();
  await edit.getByRole('button', { name: 'Update' }).click();
  await expect(edit).toHaveCount(0);
}

test('a role that changes holds at the next request of the other browser', async () => {
  await grace.goto('/');
  const link = grace.getByRole('link', { name: 'User Management' });
  await expect(grace.getByRole('link', { name: 'Invoices' })).toBeVisible();
  await expect(link).toHaveCount(0);
  expect(await peopleSeenByGrace()).toBe(403);

  await choose(ada, GRACE.name, 'Edit User');
  await expectAccessible(ada, 'dialog of a person');
  await ada.keyboard.press('Escape');
  await makeGrace('Admin');
  expect(await peopleSeenByGrace()).toBe(200);
  await grace.reload();
  await expect(link).toBeVisible();

  await makeGrace('User');
  expect(await peopleSeenByGrace()).toBe(403);
});

test('the last owner cannot step down', async () => {
  await choose(ada, ADA.name, 'Edit User');
  const edit = dialog(ada, 'Edit User');
  await edit.getByRole('radio', { name: 'Admin' }).check();
  await edit.getByRole('button', { name: 'Update' }).click();
  await expect(edit.getByText('This is the last owner.')).toBeVisible();
  await ada.keyboard.press('Escape');
  await choose(ada, ADA.name, 'Remove…');
  const remove = dialog(ada, `Remove ${ADA.name}?`);
  await remove.getByRole('button', { name: 'Remove' }).click();
  await expect(remove.getByText('This is the last owner.')).toBeVisible();
  await expectAccessible(ada, 'refusal to remove the last owner');
  await ada.keyboard.press('Escape');
});

test('people are searched and filtered', async () => {
  await ada.getByRole('searchbox', { name: 'Search by name or e-mail' }).fill('hopper');
  await expect(ada.getByText('1 person', { exact: true })).toBeVisible();
  await expect(row(ada, ADA.email)).toHaveCount(0);
  await ada.getByRole('searchbox', { name: 'Search by name or e-mail' }).fill('nobody of that name');
  await expect(ada.getByRole('heading', { name: 'Nobody matches' })).toBeVisible();
  await ada.getByRole('button', { name: 'Show all' }).click();
  await expect(row(ada, ADA.email)).toBeVisible();
});

test('a session that is ended elsewhere throws its browser out', async ({ browser }) => {
  const other = await openBrowser(browser);
  await signIn(other, GRACE.email, GRACE.password);
  await expect(other.getByRole('link', { name: 'Invoices' })).toBeVisible();

  await grace.goto('/profile');
  const sessions = grace.getByRole('region', { name: 'Sessions' });
  await expect(sessions.getByRole('listitem')).toHaveCount(2);
  await expect(sessions.getByText('This one')).toHaveCount(1);
  await expectAccessible(grace, 'profile');
  await sessions.getByRole('button', { name: /^End the session/ }).click();
  await expect(sessions.getByRole('listitem')).toHaveCount(1);

  await other.getByRole('link', { name: 'Invoices' }).click();
  await expect(dialog(other, 'Your session has ended')).toBeVisible();
  await other.context().close();
  await grace.reload();
  await expect(sessions.getByText('This one')).toBeVisible();
});

test('a second factor is set up', async () => {
  const section = grace.getByRole('region', { name: 'Second factor' });
  await section.getByRole('button', { name: 'Set up the second factor' }).click();
  const setUp = dialog(grace, 'Set up the second factor');
  await field(setUp, 'Current password').fill(`${GRACE.password}!`);
  await setUp.getByRole('button', { name: 'Next' }).click();
  await expect(field(setUp, 'Current password')).toHaveAttribute('aria-invalid', 'true');
  await field(setUp, 'Current password').fill(GRACE.password);
  await setUp.getByRole('button', { name: 'Next' }).click();
  await expect(setUp.getByRole('img', { name: /^QR code/ })).toBeVisible();
  secret = await field(setUp, 'Secret for the authenticator app').inputValue();
  await expectAccessible(grace, 'secret of the second factor');
  const code = field(setUp, 'Code from your app');
  await code.fill('000000');
  await setUp.getByRole('button', { name: 'Turn on' }).click();
  await expect(code).toHaveAttribute('aria-invalid', 'true');
  await code.fill(totp(secret));
  await setUp.getByRole('button', { name: 'Turn on' }).click();
  const codes = setUp.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  recoveryCode = (await codes.first().textContent()) ?? '';
  await expectAccessible(grace, 'recovery codes');
  const download = grace.waitForEvent('download');
  await setUp.getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('perigee-recovery-codes.txt');
  await setUp.getByRole('button', { name: 'I have kept them' }).click();
  await expect(section.getByText('10 recovery codes left')).toBeVisible();
});

test('from then on a code is asked for, and each one counts once', async () => {
  await signOut(grace);
  await signIn(grace, GRACE.email, GRACE.password);
  const code = field(grace, 'Code from your app');
  await expect(code).toBeFocused();
  await expectAccessible(grace, 'second step of signing in');
  await code.fill('000000');
  await expect(grace.getByText('This code is wrong or was used already')).toBeVisible();
  // The code of now was used when it was set up; the server also takes the next one.
  await code.fill(totp(secret, 1));
  await expect(grace.getByRole('link', { name: 'Invoices' })).toBeVisible();

  await signOut(grace);
  await signIn(grace, GRACE.email, GRACE.password);
  await grace.getByRole('button', { name: 'Use a recovery code' }).click();
  await field(grace, 'Recovery code').fill(recoveryCode);
  await grace.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(grace.getByRole('link', { name: 'Invoices' })).toBeVisible();
  await grace.goto('/profile');
  await expect(grace.getByText('9 recovery codes left')).toBeVisible();
});

test('whoever is deactivated is out at once, and comes back with the same role', async () => {
  await ada.goto('/users');
  await choose(ada, GRACE.name, 'Deactivate…');
  await dialog(ada, `Deactivate ${GRACE.name}?`).getByRole('button', { name: 'Deactivate' }).click();
  await expect(row(ada, GRACE.email).getByText('Deactivated')).toBeVisible();
  expect(await grace.request.get('/api/v0.4/me').then((answer) => answer.status())).toBe(401);
  await choose(ada, GRACE.name, 'Activate');
  await expect(row(ada, GRACE.email).getByText('Active')).toBeVisible();
  await expect(row(ada, GRACE.email).getByRole('cell', { name: 'Invoices' })).toBeVisible();
});

test('a forgotten password is replaced with a link from a mail', async () => {
  await grace.goto('/sign-in');
  await grace.getByRole('link', { name: 'Forgot password?' }).click();
  await expectAccessible(grace, 'forgotten password');
  await expect(grace.getByText('This server sends no mail')).toBeVisible();
  await field(grace, 'E-mail').fill(GRACE.email);
  await grace.getByRole('button', { name: 'Send the link' }).click();
  await expect(grace.getByRole('heading', { name: 'Look into your mail' })).toBeVisible();

  const link = await linkInMail(ada, GRACE.email, '/reset#token=');
  await grace.goto(link);
  await expect(grace.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
  expect(grace.url()).not.toContain('token');
  await expectAccessible(grace, 'new password');
  await field(grace, 'New password').fill(NEW_PASSWORD);
  await grace.getByRole('button', { name: 'Set the new password' }).click();
  await expect(grace.getByRole('heading', { name: 'The new password is set' })).toBeVisible();

  await signIn(grace, GRACE.email, GRACE.password);
  await expect(grace.getByRole('alert')).toBeVisible();
  await field(grace, 'Password').fill(NEW_PASSWORD);
  await grace.getByRole('button', { name: 'Sign in', exact: true }).click();
  // The second factor is not replaced with the password.
  await expect(field(grace, 'Code from your app')).toBeVisible();
  await grace.goto('about:blank');
  await grace.goto(link);
  await field(grace, 'New password').fill(`${NEW_PASSWORD} again`);
  await grace.getByRole('button', { name: 'Set the new password' }).click();
  await expect(grace.getByText('A link works once')).toBeVisible();
});

test('the audit log tells all that, and can be taken along', async () => {
  await ada.goto('/settings/audit');
  await expect(ada.getByRole('row').filter({ hasText: 'invitation.accept' })).toBeVisible();
  await expectAccessible(ada, 'audit log');
  await ada.getByRole('combobox', { name: 'What was done' }).click();
  await ada.getByRole('option', { name: 'user.deactivate' }).click();
  await expect(ada.getByText('1 event', { exact: true })).toBeVisible();
  await expect(ada.getByRole('row').filter({ hasText: GRACE.name })).toHaveCount(1);
  await ada.getByRole('button', { name: /^Details of event/ }).click();
  const details = ada.getByRole('dialog');
  await expect(details.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
  await expectAccessible(ada, 'details of an event');
  await details.getByRole('button', { name: 'Close' }).click();
  const download = ada.waitForEvent('download');
  await ada.getByRole('link', { name: 'Export as CSV' }).click();
  const file = await (await download).createReadStream();
  const text = await new Response(file as unknown as ReadableStream).text();
  expect(text).toContain('user.deactivate');
  expect(text).not.toContain('invitation.accept');
});

test('the organization is renamed, and a further one is made and left', async () => {
  await ada.goto('/settings/organization');
  await expectAccessible(ada, 'organization');
  await field(ada, 'Name').fill('Northwind Papers');
  await ada.getByRole('button', { name: 'Save the name' }).click();
  await expect(ada.getByText('Saved.')).toBeVisible();
  await ada.getByRole('button', { name: 'Create an organization' }).click();
  const create = dialog(ada, 'Create an organization');
  await field(create, 'Name').fill('Second Office');
  await create.getByRole('button', { name: 'Create' }).click();
  await expect(ada.getByRole('heading', { name: 'No process yet' })).toBeVisible();

  await ada.getByRole('button', { name: /account and settings/ }).click();
  const menu = ada.getByRole('dialog');
  await expect(menu.getByText('Second Office · Owner')).toBeVisible();
  await expectAccessible(ada, 'menu of a person in two organizations');
  await menu.getByRole('button', { name: 'Northwind Papers' }).click();
  await expect(ada.getByRole('link', { name: 'Invoices' })).toBeVisible();
});

test('whoever is removed belongs here no more', async () => {
  await ada.goto('/users');
  await choose(ada, GRACE.name, 'Remove…');
  await dialog(ada, `Remove ${GRACE.name}?`).getByRole('button', { name: 'Remove' }).click();
  await expect(row(ada, GRACE.email)).toHaveCount(0);
});

test('name and e-mail of the own account are changed, the latter with the password', async () => {
  await ada.goto('/profile');
  await field(ada, 'Full name').fill('Ada King');
  await ada.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(ada.getByText('Saved.')).toBeVisible();
  await expect(ada.getByRole('button', { name: /^Ada King: account/ })).toBeVisible();

  await field(ada, 'E-mail').fill('ada.king@example.com');
  await field(ada, 'Current password').fill('not the password');
  await ada.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(field(ada, 'Current password')).toHaveAttribute('aria-invalid', 'true');
  await field(ada, 'Current password').fill(ADA.password);
  await ada.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(field(ada, 'Current password')).toHaveCount(0);
  await signOut(ada);
  await signIn(ada, 'ada.king@example.com', ADA.password);
  await expect(ada.getByRole('link', { name: 'Invoices' })).toBeVisible();
});
