/** Build and development server. `PERIGEE_URL` names the server that `npm run dev` talks to. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = process.env.PERIGEE_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    target: 'es2022',
    // Everything comes as a file of its own, so that a strict content security policy holds.
    assetsInlineLimit: 0,
    manifest: true,
    // The licences of everything that is built in.
    license: { fileName: 'licenses.txt' },
    chunkSizeWarningLimit: 800,
  },
  server: {
    proxy: Object.fromEntries(['/api', '/docs', '/healthz', '/readyz'].map((path) => [path, server])),
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
