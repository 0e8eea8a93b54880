// `npm run check`: format and lint, types, the laws of the house. Prints one line a check; exits 1 if any failed.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const script = (...parts) => join(top, 'node_modules', ...parts);
const checks = [
  ['format and lint', [script('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.']],
  ['types', [script('typescript', 'bin', 'tsc'), '-p', top]],
  ['generated schemas and pages', [join(top, 'bin', 'generate.ts'), '--check']],
  [
    'laws of the house',
    [script('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'), '--config', 'laws.config.js', 'src', 'drivers'],
  ],
];

let failed = 0;
for (const [name, args] of checks) {
  const done = spawnSync(process.execPath, args, { cwd: top, encoding: 'utf8' });
  if (done.status !== 0) {
    failed += 1;
    process.stderr.write(`${done.stdout}${done.stderr}`);
  }
  process.stdout.write(`${done.status === 0 ? 'ok    ' : 'FAILED'} ${name}\n`);
}
process.exit(failed === 0 ? 0 : 1);
