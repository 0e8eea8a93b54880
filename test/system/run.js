// `npm run test:system`: brings pcsc-mini, in a folder of its own so that the locked packages stay as they are, and runs
// the tests here with whatever arguments were given. `--docs` writes docs/readers.md.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The release that these tests were made with. */
const PCSC_MINI = 'pcsc-mini@0.1.3';
const top = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = join(top, 'node_modules', '.pcsc-mini');
const packages = join(folder, 'node_modules');

if (!existsSync(join(packages, 'pcsc-mini'))) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const install = [
    'install',
    '--prefix',
    folder,
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--loglevel=error',
    PCSC_MINI,
  ];
  const installed = spawnSync('npm', install, { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (installed.status !== 0) process.exit(1);
}
// `npm run docs:readers`: the page of results is written, not compared.
const writing = process.argv.includes('--docs');
const args = process.argv.slice(2).filter((arg) => arg !== '--docs');
const vitest = join(top, 'node_modules', 'vitest', 'vitest.mjs');
const ran = spawnSync(
  process.execPath,
  [vitest, 'run', '--config', join(top, 'test', 'system', 'vitest.config.ts'), ...args],
  {
    cwd: top,
    stdio: 'inherit',
    env: { ...process.env, NODE_PATH: packages, ...(writing ? { GENERATE: 'readers' } : {}) },
  },
);
process.exit(ran.status ?? 1);
