// Programs of the tests that are started dozens of times, each time to be killed: bundled once, they start in less than half
// of the time that Node takes to gather their sources.

import { mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** Packages that look for files beside themselves, loaded from where they are. */
const unbundled =
  /^(better-sqlite3|@serialport\/bindings-cpp|fastify|@fastify\/swagger|@fastify\/swagger-ui|prom-client)$/;
const { resolve } = createRequire(import.meta.url);

const inPlace: Plugin = {
  name: 'in-place',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: unbundled }, ({ path }) => ({ path: pathToFileURL(resolve(path)).href, external: true }));
    // A source goes on finding what lies beside it.
    onLoad({ filter: /\.tsx?$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8')
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: path.endsWith('x') ? 'tsx' : 'ts',
    }));
  },
};

const bundles = new Map<string, Promise<string>>();

/** The bundle of a program of the tests, to be started like it. */
export function bundled(program: string): Promise<string> {
  const known = bundles.get(program);
  if (known) return known;
  const outfile = join(mkdtempSync(join(tmpdir(), 'bundle-')), `${basename(program, '.ts')}.mjs`);
  const built = build({
    entryPoints: [program],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    plugins: [inPlace],
    logLevel: 'error',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  }).then(() => outfile);
  bundles.set(program, built);
  return built;
}
