import { defineConfig } from 'vitest/config';

/** The tests that need a container engine: one file after the other, since each has the machine's ports 80 and 443. */
export default defineConfig({
  test: {
    include: ['tests/containers/**/*.test.ts'],
    globalSetup: ['tests/containers/set-up.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 480_000,
  },
});
