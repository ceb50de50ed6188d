/** How quick the screens are in a real browser; prints figures and asserts none, since machines differ. */
import { defineConfig } from '@playwright/test';
import { browser } from './browser';

export default defineConfig({
  testDir: 'bench',
  testMatch: '*.bench.ts',
  outputDir: '../test-results',
  workers: 1,
  timeout: 540_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  use: { ...browser, viewport: { width: 1440, height: 900 } },
});
