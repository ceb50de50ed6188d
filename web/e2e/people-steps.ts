/** What the tests of people do again and again. */
import { expect, type Locator, type Page } from '@playwright/test';

export const row = (page: Page, text: string): Locator => page.getByRole('row').filter({ hasText: text });
export const dialog = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });
/** A field of a form; parts of a screen may have the same name. */
export const field = (where: Page | Locator, name: string): Locator =>
  where.locator('input').and(where.getByLabel(name, { exact: true }));

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await field(page, 'E-mail').fill(email);
  await field(page, 'Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /account and settings/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
}

export async function choose(page: Page, person: string, act: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${person}` }).click();
  await page.getByRole('menuitem', { name: act }).click();
}

/** The newest mail to somebody, in the page that a server shows which sends none. */
export async function linkInMail(page: Page, to: string, path: string): Promise<string> {
  const link = page.getByRole('article').getByRole('link', { name: path });
  await expect(async () => {
    await page.goto('/mails');
    await page
      .getByRole('list', { name: 'Mails' })
      .getByRole('button')
      .filter({ hasText: to })
      .first()
      .click();
    await expect(link).toBeVisible({ timeout: 1000 });
  }).toPass();
  return (await link.getAttribute('href')) ?? '';
}
