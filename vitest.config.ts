import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // They need a container engine: npm run test:containers.
    exclude: ['tests/containers/**'],
    globalSetup: ['tests/setup/built-desk.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
