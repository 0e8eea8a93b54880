// Bundles the program into dist/: code split so that a command loads only what it needs; beside it the drivers as a
// module of their own (yibao-pos/drivers), with their declarations.
// Packages with native parts stay outside the bundle, because they look for their binaries beside themselves.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(top, 'dist');
// Built aside and moved into place, so that a running counter never loads half of an old and half of a new bundle.
const aside = mkdtempSync(join(top, 'node_modules', '.yibao-pos-build-'));

await build({
  absWorkingDir: top,
  entryPoints: { 'yibao-pos': 'src/cli/main.ts', drivers: 'drivers/index.ts' },
  outdir: aside,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  minify: true,
  keepNames: true,
  logLevel: 'warning',
  // Nothing in the bundle fetches; Yoga would, to unpack itself from a data URL, and load all of Node's HTTP client for it.
  define: { 'process.env.NODE_ENV': '"production"', fetch: 'undefined' },
  // Ink asks for the developer tools only when DEV is set; an empty module keeps them out of the bundle.
  alias: { 'react-devtools-core': join(top, 'bin', 'nothing.js') },
  // The served center's web framework reads files beside itself, and only `center serve` loads it.
  external: [
    ...['better-sqlite3', '@serialport/bindings-cpp', '@lydell/node-pty'],
    ...['fastify', '@fastify/swagger', '@fastify/swagger-ui', 'prom-client'],
  ],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
declareDrivers(join(aside, 'types'));
rmSync(target, { recursive: true, force: true });
renameSync(aside, target);

/** What the drivers' functions take and answer, for TypeScript. */
function declareDrivers(folder) {
  const options = [
    ...['--ignoreConfig', '--declaration', '--emitDeclarationOnly', '--strict', '--skipLibCheck', '--types', 'node'],
    ...['--target', 'es2024', '--module', 'nodenext', '--rewriteRelativeImportExtensions', '--outDir', folder],
  ];
  const compiler = join(top, 'node_modules', 'typescript', 'bin', 'tsc');
  const ran = spawnSync(process.execPath, [compiler, 'drivers/index.ts', ...options], { cwd: top, encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`the declarations of the drivers do not compile:\n${ran.stdout}`);
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!name.endsWith('.d.ts')) continue;
    const path = join(folder, name);
    // The sources are not in the package: a declaration may only name its neighbours.
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/((?:from|import\() ?'\.[^']*)\.ts'/g, "$1.js'"));
  }
}
