// Bundles the program into dist/: one entry, code split so that a command loads only what it needs.
// Packages with native parts stay outside the bundle, because they look for their binaries beside themselves.
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(top, 'dist');
// Built aside and moved into place, so that a running counter never loads half of an old and half of a new bundle.
const aside = mkdtempSync(join(top, 'node_modules', '.yibao-pos-build-'));

await build({
  absWorkingDir: top,
  entryPoints: { 'yibao-pos': 'src/cli/main.ts' },
  outdir: aside,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  minify: true,
  keepNames: true,
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
  // Ink asks for the developer tools only when DEV is set; an empty module keeps them out of the bundle.
  alias: { 'react-devtools-core': join(top, 'bin', 'nothing.js') },
  external: ['better-sqlite3', '@serialport/bindings-cpp', '@lydell/node-pty'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
rmSync(target, { recursive: true, force: true });
renameSync(aside, target);
