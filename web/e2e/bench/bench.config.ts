/** Measures how quick the screens are, and asserts no times: `npx playwright test --config e2e/bench/bench.config.ts`. */
import { defineConfig } from '@playwright/test';
import { browser } from '../browser';

export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../../test-results',
  workers: 1,
  timeout: 540_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  use: { ...browser, viewport: { width: 1440, height: 900 } },
});
