/** The pictures of the documentation, taken from the running product with its own samples. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { configurationPictures, keyPictures } from './key-pictures';
import { invoice } from './pdf';
import { peoplePictures } from './people-pictures';
import { startServer } from './server';

const READ_MS = 120_000;
const DRAWN_MS = 1_000;
const FOLDER = join(import.meta.dirname, '../../docs/images');

async function shoot(page: Page, name: string, scheme: 'light' | 'dark' = 'light'): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled', caret: 'hide' });
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
    await shoot(page, 'supervision-dark', 'dark');
    await page.keyboard.press('F6');
    await expect(page.getByRole('grid')).toBeVisible();
    await page.waitForTimeout(DRAWN_MS);
    await shoot(page, 'table-view');
    await shoot(page, 'table-view-dark', 'dark');
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
  } finally {
    await server.stop();
  }
});
