/** Names as people give them: very long ones, ones without a gap, ones from right to left, on every screen. */
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { invoice } from './pdf';
import { type Server, startServer } from './server';

const READ_MS = 180_000;

const GAPLESS = `Donaudampfschifffahrts${'elektrizitäten'.repeat(5)}bauunterbeamtengesellschaft`;
const LONG = 'Incoming invoices of the northern branch offices that are paid by the head office '
  .repeat(2)
  .trim();
const TURNED = 'فواتير الموردين (نسخة 2026) – الربع الأول';
const NAMES = [GAPLESS, LONG, TURNED];

let server: Server;
let page: Page;
const complaints: string[] = [];
const ids = { process: '' };

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  page = await (
    await browser.newContext({
      baseURL: server.address,
      viewport: { width: 1024, height: 768 },
      reducedMotion: 'reduce',
    })
  ).newPage();
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
});

test.afterAll(async () => {
  await page?.context().close();
  await server?.stop();
});

test.afterEach(() => {
  expect(complaints.splice(0), 'errors of the application').toEqual([]);
});

/** Asks the server as the screens do. */
const ask = (method: string, path: string, body?: object): Promise<Record<string, string>> =>
  page.evaluate(
    async ([how, where, what]) => {
      const answer = await fetch(`/api/v0.4${where}`, {
        method: how,
        ...(what && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(what) }),
      });
      if (!answer.ok) throw new Error(`${how} ${where}: ${answer.status} ${await answer.text()}`);
      return answer.status === 204 ? {} : answer.json();
    },
    [method, path, body] as const,
  );

/**
 * What is wrong with the names that are in sight: the screen is wider than the window, a name leaves the window or
 * the box that it is in, or something else lies over its visible end.
 */
const faults = (names: readonly string[]): Promise<string[]> =>
  page.evaluate((wanted) => {
    const found: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > window.innerWidth + 1) found.push(`the screen is ${root.scrollWidth} px wide`);
    // What lies under a dialog is meant to lie there.
    const dialog = [...document.querySelectorAll('[role="dialog"]')].at(-1);
    const texts = document.createTreeWalker(dialog ?? document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const text = node.textContent ?? '';
      const owner = node.parentElement;
      if (!owner || !wanted.some((name) => text.includes(name.slice(0, 24)))) continue;
      const style = getComputedStyle(owner);
      if (style.visibility === 'hidden' || style.clipPath !== 'none' || style.clip !== 'auto') continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        let [left, right, top, bottom] = [rect.left, rect.right, rect.top, rect.bottom];
        for (let box = owner as Element | null; box && box !== document.body; box = box.parentElement) {
          if (getComputedStyle(box).overflowX === 'visible') continue;
          const frame = box.getBoundingClientRect();
          [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right)];
          [top, bottom] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)];
        }
        const where = `${owner.tagName.toLowerCase()}.${owner.className} “${text.slice(0, 24)}”`;
        if (right > window.innerWidth + 1 || left < -1) found.push(`${where} leaves the window at ${right}`);
        if (right - left < 4 || bottom - top < 4) continue;
        const [x, y] = [Math.min(right, window.innerWidth) - 2, (top + bottom) / 2];
        if (y < 0 || y > window.innerHeight) continue;
        const over = document.elementFromPoint(x, y);
        const isSame = over && (over.contains(owner) || owner.contains(over));
        const isSibling =
          over?.closest('a, button, label, td, th, li') === owner.closest('a, button, label, td, th, li');
        if (!isSame && !isSibling) found.push(`${where} lies under ${over?.tagName}.${over?.className}`);
      }
    }
    return found;
  }, names);

async function expectNamesInPlace(screen: string): Promise<void> {
  await page.mouse.move(0, 0);
  // What slides in is looked at where it comes to rest.
  await page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running'));
  expect.soft(await faults(NAMES), screen).toEqual([]);
}

test('everything gets a name of that kind', async () => {
  test.setTimeout(2 * READ_MS);
  await page.goto(server.link);
  await expect(page.getByRole('link', { name: 'Invoices' })).toBeVisible();
  await ask('PATCH', '/me', { name: LONG.slice(0, 100) });
  await ask('POST', '/organization/convert', { name: GAPLESS.slice(0, 100) });
  const processTypeId = await page.evaluate(async () => {
    const { processTypes } = await (await fetch('/api/v0.4/process-types')).json();
    return processTypes[0].id as string;
  });
  for (const name of NAMES) {
    ids.process = (await ask('POST', '/processes', { name, processTypeId })).id ?? '';
    await ask('POST', '/admin/api-keys', { name, scopes: ['All'] });
    await ask('POST', '/admin/invitations', {
      email: `${NAMES.indexOf(name)}.${'a-long-address'.repeat(3)}@example.com`,
      fullName: name.slice(0, 100),
      role: 'user',
    });
  }
  await ask('POST', `/processes/${ids.process}/views`, { name: LONG.slice(0, 80) });
  await page.goto(`/queue/${ids.process}`);
  await page.getByTestId('files-first').setInputFiles(
    NAMES.map((name, at) => ({
      name: `${name.slice(0, 110)}.pdf`,
      mimeType: 'application/pdf',
      buffer: Buffer.concat([invoice, Buffer.from('\n'.repeat(at))]),
    })),
  );
  await expect(page.getByText('3 files uploaded')).toBeVisible();
  await expectNamesInPlace('the list of uploads');
  await expect(page.locator('tbody').getByText(/^(Needs review|Accepted)$/)).toHaveCount(3, {
    timeout: READ_MS,
  });
  await page.getByRole('button', { name: 'Clear the list' }).click();
});

test('the dashboard, as cards and as a table', async () => {
  await page.goto('/');
  await expect(page.getByRole('link', { name: TURNED })).toBeVisible();
  await expectNamesInPlace('cards');
  await page.getByTitle('Table').click();
  await expect(page.getByRole('columnheader', { name: 'In total' })).toBeVisible();
  await expectNamesInPlace('table of processes');
  await expectAccessible(page, 'long names on the dashboard');
  await page.getByTitle('Cards').click();
});

test('the queue, its menus and its dialogs', async () => {
  await page.goto(`/queue/${ids.process}`);
  const first = page.locator('tr[data-index]').first();
  await expect(first).toBeVisible();
  await expectNamesInPlace('queue');
  await first.getByRole('button', { name: /^Actions for/ }).click();
  await expectNamesInPlace('menu of a row');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Exports', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Exports' });
  await drawer.getByRole('button', { name: 'Export everything read' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'JSON' }).click();
  await download;
  await expect(drawer.getByRole('list', { name: 'Exports' }).getByRole('listitem')).toHaveCount(1);
  await expectNamesInPlace('exports');
  await page.keyboard.press('Escape');
});

test('a document: its head, its pages, its comments', async () => {
  for (const name of NAMES) {
    await page.goto(`/queue/${ids.process}`);
    const link = page
      .locator('tbody')
      .getByRole('link')
      .filter({ hasText: name.slice(0, 20) });
    await link.first().click();
    await expect(page.getByRole('region', { name: 'Values' })).toBeVisible();
    await expectNamesInPlace(`supervision of ${name.slice(0, 12)}`);
    await page.keyboard.press('Alt+s');
    await expect(page.getByRole('dialog', { name: /Documents in/ })).toBeVisible();
    await expectNamesInPlace('documents of a file');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+k');
    await page.getByRole('dialog', { name: 'Comments' }).getByRole('textbox').fill(name);
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('dialog', { name: 'Comments' }).getByText(name)).toBeVisible();
    await expectNamesInPlace('comments');
    await page.keyboard.press('Escape');
  }
});

test('the configuration, the settings, the people, the profile', async () => {
  for (const tab of ['general', 'data-points', 'learning', 'access', 'api-keys', 'splitting']) {
    await page.goto(`/configuration/${ids.process}/${tab}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    await expectNamesInPlace(`configuration, ${tab}`);
  }
  for (const address of [
    '/settings/organization',
    '/settings/api-keys',
    '/settings/usage',
    '/settings/audit',
    '/users',
    '/profile',
    '/mails',
  ]) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('[data-mantine-skeleton], .mantine-Skeleton-root')).toHaveCount(0);
    await expectNamesInPlace(address);
  }
});

test('the palette, the menu of the user, the dialog that deletes', async () => {
  await page.goto('/');
  await expect(page.getByRole('link', { name: TURNED })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
  await page.keyboard.type(GAPLESS.slice(0, 12));
  await expectNamesInPlace('palette');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /account and settings/ }).click();
  await expectNamesInPlace('menu of the user');
  await page.keyboard.press('Escape');
  for (const name of NAMES) {
    await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectNamesInPlace(`deleting ${name.slice(0, 12)}`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});
