// `npm run check`: format and lint, types, the laws of the house. Prints one line a check; exits 1 if any failed.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const script = (...parts) => join(top, 'node_modules', ...parts);

function runs(...args) {
  return () => {
    const done = spawnSync(process.execPath, args, { cwd: top, encoding: 'utf8' });
    return done.status === 0 ? '' : `${done.stdout}${done.stderr}` || `exit ${done.status}`;
  };
}

/** Where time and randomness come in; everybody else is handed them (ARCHITECTURE, What must always hold). */
const mayTakeTime = [
  'drivers/timers.ts',
  'src/hospital/schedule.ts',
  'src/cli/globals.ts',
  'src/cli/reader.ts',
  // The salt of a hash must be nobody's choice.
  'src/center/pin.ts',
  'src/hospital/operators/password.ts',
];
const taking = /\b(Date\.now\(|new Date\(\)|performance\.now\(|Math\.random\(|randomBytes\(|randomUUID\()/;

function takenTime() {
  const files = ['src', 'drivers'].flatMap((folder) =>
    readdirSync(join(top, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const found = files.flatMap((path) => {
    const file = relative(top, path).replaceAll('\\', '/');
    if (mayTakeTime.includes(file)) return [];
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines.flatMap((text, index) => (taking.test(text) ? [`${file}:${index + 1}: ${text.trim()}\n`] : []));
  });
  return found.join('');
}

const checks = [
  ['format and lint', runs(script('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.')],
  ['types', runs(script('typescript', 'bin', 'tsc'), '-p', top)],
  [
    'laws of the house',
    runs(script('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'), '--config', 'laws.config.js', 'src', 'drivers'),
  ],
  ['time and randomness are handed in', takenTime],
  ['generated schemas and pages are not stale', runs(join(top, 'bin', 'generate.ts'), '--check')],
];

let failed = 0;
for (const [name, check] of checks) {
  const complaint = check();
  if (complaint !== '') {
    failed += 1;
    process.stderr.write(complaint);
  }
  process.stdout.write(`${complaint === '' ? 'ok    ' : 'FAILED'} ${name}\n`);
}
process.exit(failed === 0 ? 0 : 1);
