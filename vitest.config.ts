// Tests: pure ones run in milliseconds; the end-to-end ones start real processes, so their limit is generous.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // Those need pcscd: npm run test:system.
    exclude: ['test/system/**', 'node_modules/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    env: { TZ: 'Asia/Shanghai' },
  },
});
