import { defineConfig } from 'vitest/config';

/** Lighthouse on the pages that people see most: `npm run lighthouse` after a build of both. */
export default defineConfig({
  test: {
    include: ['e2e/lighthouse.ts'],
    environment: 'node',
    testTimeout: 300_000,
    hookTimeout: 120_000,
    disableConsoleIntercept: true,
    // Now and then the browser loses a trace.
    retry: 1,
  },
});
