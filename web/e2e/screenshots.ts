/** The pictures of the documentation, taken from the running product with its own samples. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { framePictures } from './frame-pictures';
import { configurationPictures, keyPictures } from './key-pictures';
import { invoice } from './pdf';
import { peoplePictures } from './people-pictures';
import { startServer } from './server';

const READ_MS = 120_000;
const DRAWN_MS = 1_000;
const FOLDER = join(import.meta.dirname, '../../docs/images');

/** A screen of an office, and a small one. */
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
] as const;

/** Menus and lists take their new width with the frames that follow. */
const SETTLED_MS = 400;

const taken: string[] = [];

/** The picture of the guide, and the same screen in every size and both schemes. */
async function shoot(page: Page, name: string): Promise<void> {
  taken.push(name);
  for (const size of SIZES) {
    for (const scheme of ['light', 'dark'] as const) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(SETTLED_MS);
      const isOfGuide = size === SIZES[0] && scheme === 'light';
      const file = isOfGuide ? `${name}.png` : `screens/${name}-${size.width}-${scheme}.png`;
      await page.screenshot({ path: join(FOLDER, file), animations: 'disabled', caret: 'hide' });
    }
  }
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

/** A page that shows all of them. */
function writeGallery(): void {
  const row = (name: string) =>
    `| ${name} | [1440](../${name}.png) | [1440 dark](${name}-1440-dark.png) | [1024](${name}-1024-light.png) | [1024 dark](${name}-1024-dark.png) |`;
  const text = [
    '# Every screen',
    '',
    'Taken from the running product by `npm run screenshots`, in light and dark, 1440 and 1024 pixels wide.',
    '',
    '| screen | light | dark | light, narrow | dark, narrow |',
    '|---|---|---|---|---|',
    ...taken.map(row),
    '',
  ];
  writeFileSync(join(FOLDER, 'screens/README.md'), text.join('\n'));
}

test('the pictures', async ({ page }) => {
  mkdirSync(join(FOLDER, 'screens'), { recursive: true });
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
      { name: 'meeting notes.pdf', mimeType: 'application/pdf', buffer: Buffer.from('RIFF\x04\0\0\0WAVE') },
    ]);
    await expect(page.getByText('2 files uploaded')).toBeVisible();
    await page.getByRole('button', { name: 'Clear the list' }).click();
    await expect(page.locator('tbody').getByText(/^(Queued|Processing)$/)).toHaveCount(0, {
      timeout: READ_MS,
    });
    await expect(page.getByText('5 collections')).toBeVisible();
    await page.mouse.move(0, 0);
    await shoot(page, 'queue');

    await page.getByRole('link', { name: 'Perigee, all processes' }).click();
    await expect(page.getByRole('heading', { name: 'Processes' })).toBeVisible();
    await expect(page.getByRole('main').getByText('Waiting for review')).toBeVisible();
    await shoot(page, 'dashboard');
    await page.getByRole('button', { name: 'New process' }).click();
    await expect(page.getByRole('dialog', { name: 'New process' })).toBeVisible();
    await shoot(page, 'new-process');
    await page.keyboard.press('Escape');

    await page.getByRole('link', { name: 'Invoices' }).click();
    const picture = page.waitForResponse((answer) => /\/pages\/\d+\/image/.test(answer.url()) && answer.ok());
    await page
      .locator('tbody')
      .getByRole('link', { name: /sample|invoice/i })
      .first()
      .click();
    const marked = page.getByRole('list', { name: 'Values on this page' }).getByRole('listitem');
    await expect.poll(() => marked.count()).toBeGreaterThan(3);
    // The first value that needs a person.
    await page.keyboard.press('Enter');
    // The picture of the page comes after its frame, and is drawn after it came.
    await picture;
    await page.waitForTimeout(DRAWN_MS);
    await shoot(page, 'supervision');
    await page.keyboard.press('F6');
    await expect(page.getByRole('grid')).toBeVisible();
    await page.waitForTimeout(DRAWN_MS);
    await shoot(page, 'table-view');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'Values' })).toBeVisible();
    await page.getByRole('group', { name: /^Page 1 of/ }).focus();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await shoot(page, 'shortcuts');
    await page.keyboard.press('Escape');

    await keyPictures(page, server.address, shoot);
    await peoplePictures(page, server.address, shoot);
    await configurationPictures(page, server.address, shoot);
    await framePictures(page, server.address, shoot);
    writeGallery();
  } finally {
    await server.stop();
  }
});
