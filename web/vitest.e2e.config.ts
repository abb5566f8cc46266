import { defineConfig } from 'vitest/config';

/** Tests in a real browser against the real program: `npm run e2e` after a build of both. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
