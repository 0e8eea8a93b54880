// Tests: pure ones run in milliseconds; the end-to-end ones start real processes, so their limit is generous.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { development: false } },
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // Those need pcscd: npm run test:system.
    exclude: ['test/system/**', 'node_modules/**'],
    globalSetup: 'test/support/run-folder.ts',
    // On a machine whose processor is taken away at times the longest takes eight times as long.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    // Half of a test's time here is waiting for processes: a core for each worker, none kept back.
    maxWorkers: '100%',
    // What a worker has read and compiled serves all of its files: a quarter less to do. No file leaves anything behind in a module.
    isolate: false,
    // React as it is shipped: while it develops it takes half of the time of a test that draws.
    env: { TZ: 'Asia/Shanghai', NODE_ENV: 'production' },
  },
});
