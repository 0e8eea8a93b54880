// Makes a bare checkout runnable: installs the locked packages and builds the bundle, each only when it is stale.
// Runs before `npm start`, `npm test` and their like, on whatever Node the machine has (20 is enough): no dependency here.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const modifiedAt = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

const packages = join(top, 'node_modules');
/** A work tree may borrow another checkout's packages by a link: `npm ci` through it would empty them under that checkout. */
const borrowed = lstatSync(packages, { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** npm writes this file last, so its age is the age of a complete installation. */
const installedAt = modifiedAt(join(packages, '.package-lock.json'));

function newestBelow(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestBelow(path) : modifiedAt(path));
  }
  return newest;
}

function run(command, args, what) {
  process.stderr.write(`yibao-pos: ${what}\n`);
  // On Windows npm is a .cmd file, which only a shell can start.
  const shell = process.platform === 'win32' && command === 'npm';
  const done = spawnSync(command, args, { cwd: top, stdio: ['ignore', 2, 2], shell });
  if (done.status === 0) return;
  process.stderr.write(`yibao-pos: ${what} failed (${done.error?.message ?? `exit ${done.status}`})\n`);
  process.exit(1);
}

function install() {
  if (borrowed) return;
  if (installedAt > 0 && installedAt >= modifiedAt(join(top, 'package-lock.json'))) return;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) run(process.execPath, [npm, ...args], 'installing packages / 正在安装依赖 …');
  else run('npm', args, 'installing packages / 正在安装依赖 …');
}

function build() {
  const sources = ['src', 'drivers', 'bin'].map((folder) => newestBelow(join(top, folder)));
  if (modifiedAt(join(top, 'dist', 'yibao-pos.js')) > Math.max(...sources)) return;
  run(process.execPath, [join(top, 'bin', 'build.js')], 'building / 正在构建 …');
}

install();
if (!process.argv.includes('--install')) build();
