// The laws of the house are only worth what they catch: a small house that breaks each of them once, and nothing else.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { top } from '../support/paths.ts';
import { temporaryFolder } from '../support/program.ts';

interface Breach {
  readonly law: RegExp;
  readonly file: string;
  readonly text: string;
}

const breaches: readonly Breach[] = [
  {
    law: /^center looks only at/,
    file: 'src/center/a.ts',
    text: `import { x } from '../hospital/x.ts'; export const a = x;`,
  },
  {
    law: /^hospital looks only at/,
    file: 'src/hospital/b.ts',
    text: `import { x } from '../center/x.ts'; export const b = x;`,
  },
  {
    law: /^policy looks only at/,
    file: 'src/policy/c.ts',
    text: `import type { X } from '../center/x.ts'; export type C = X;`,
  },
  {
    law: /^training looks only at/,
    file: 'src/training/d.ts',
    text: `import { x } from '../ui/x.ts'; export const d = x;`,
  },
  {
    law: /^drivers import nothing/,
    file: 'drivers/e.ts',
    text: `import type { X } from '../src/domain/x.ts'; export type E = X;`,
  },
  {
    law: /^the program knows of drivers only/,
    file: 'src/hospital/f.ts',
    text: `import { x } from '../../drivers/x.ts'; export const f = x;`,
  },
  { law: /^domain imports nothing/, file: 'src/domain/g.ts', text: `import { z } from 'zod'; export const g = z;` },
  {
    law: /only these files touch the world/,
    file: 'src/center/eligibility.ts',
    text: `import { readFileSync } from 'node:fs'; export const h = readFileSync;`,
  },
  {
    law: /only these files touch the world/,
    file: 'drivers/ccid-serial/link.ts',
    text: `import { connect } from 'node:net'; export const i = connect;`,
  },
  {
    law: /only these files know databases/,
    file: 'src/hospital/visit/reduce.ts',
    text: `import Database from 'better-sqlite3'; export const j = Database;`,
  },
  {
    law: /only these files know databases/,
    file: 'src/policy/settle.ts',
    text: `import { SerialPort } from 'serialport'; export const k = SerialPort;`,
  },
  { law: /^no cycles/, file: 'src/receipt/l.ts', text: `import { m } from './m.ts'; export const l = () => m;` },
  {
    law: /^nothing unresolved/,
    file: 'src/receipt/n.ts',
    text: `import { x } from './nowhere.ts'; export const n = x;`,
  },
  { law: /^nothing from test/, file: 'src/cli/o.ts', text: `import { x } from '../../test/x.ts'; export const o = x;` },
  { law: /^no development package/, file: 'src/cli/p.ts', text: `import fc from 'fast-check'; export const p = fc;` },
];

const innocent: Readonly<Record<string, string>> = {
  'src/receipt/m.ts': `import { l } from './l.ts'; export const m = () => l;`,
  ...Object.fromEntries(
    ['src/hospital', 'src/center', 'src/ui', 'src/domain', 'drivers', 'test'].map((room) => [
      `${room}/x.ts`,
      'export const x = 1; export type X = number;',
    ]),
  ),
};

function build(house: string): void {
  for (const file of ['package.json', 'laws.config.js']) cpSync(join(top, file), join(house, file));
  symlinkSync(join(top, 'node_modules'), join(house, 'node_modules'), 'dir');
  const files = [...breaches.map(({ file, text }) => [file, text] as const), ...Object.entries(innocent)];
  for (const [file, text] of files) {
    mkdirSync(join(house, dirname(file)), { recursive: true });
    writeFileSync(join(house, file), text);
  }
}

test('every law of the house catches the breach of it, type-only imports included (ARCHITECTURE, The rooms)', () => {
  const house = temporaryFolder();
  build(house);
  const script = join(top, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const args = [script, '--config', 'laws.config.js', '--output-type', 'json', 'src', 'drivers'];
  const cruised = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8', maxBuffer: 1 << 26 });
  const { summary } = JSON.parse(cruised.stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  const found = summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`);
  for (const { law, file } of breaches) {
    expect(
      found.filter((each) => each.startsWith(`${file}: `) && law.test(each.slice(file.length + 2))),
      file,
    ).not.toEqual([]);
  }
  const guilty = new Set([...breaches.map(({ file }) => file), 'src/receipt/m.ts']);
  expect(found.filter((each) => !guilty.has(each.slice(0, each.indexOf(':'))))).toEqual([]);
});
