/** Takes the pictures of `docs/images` from the running product. */
import { defineConfig } from '@playwright/test';
import { browser } from './browser';

export default defineConfig({
  testDir: '.',
  testMatch: 'screenshots.ts',
  outputDir: '../test-results',
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: { ...browser, viewport: { width: 1440, height: 900 } },
});
