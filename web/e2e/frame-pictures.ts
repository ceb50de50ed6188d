/** The pictures of what stands around every screen, of exports, and of the settings of the server. */
import { expect, type Page } from '@playwright/test';

type Shoot = (page: Page, name: string) => Promise<void>;

export async function framePictures(page: Page, address: string, shoot: Shoot): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole('link', { name: 'Invoices' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
  await shoot(page, 'palette');
  await page.keyboard.press('Escape');
  await page.goto(`${address}/settings/usage`);
  await expect(page.getByRole('heading', { name: 'By process' })).toBeVisible();
  await shoot(page, 'usage');
  await page.goto(`${address}/settings/system`);
  await expect(page.getByRole('heading', { name: 'Backup' })).toBeVisible();
  await shoot(page, 'system');
  await page.goto(address);
  await page.getByRole('link', { name: 'Invoices' }).click();
  await page.getByRole('button', { name: 'Exports', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Exports' });
  await drawer.getByRole('button', { name: 'Export everything read' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Excel (XLSX)' }).click();
  await download;
  await expect(drawer.getByRole('list', { name: 'Exports' }).getByRole('listitem')).toHaveCount(1);
  await shoot(page, 'exports');
  await page.keyboard.press('Escape');
}
