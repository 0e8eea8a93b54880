// Wrong use and broken input: one message that says what was expected, the documented exit code, never a stack trace
// (8-cli, exit codes).

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { top } from '../support/paths.ts';
import { runProgram, temporaryFolder } from '../support/program.ts';
import { openTerminal } from '../support/terminal.ts';

interface Wrong {
  readonly args: (folder: string) => readonly string[];
  readonly code: number;
  readonly says: RegExp;
}

const aliases = `a: &a [1,2,3,4,5,6,7,8,9]
b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]
d: [*c,*c,*c,*c,*c,*c,*c,*c]
`;

/** What the folder of each run holds. */
function prepare(folder: string): void {
  writeFileSync(join(folder, 'file'), 'not a folder');
  writeFileSync(join(folder, 'unfolding.yaml'), aliases);
  writeFileSync(join(folder, 'latin.yaml'), Buffer.from([0xe9, 0x0a]));
  mkdirSync(join(folder, 'newer'));
  mkdirSync(join(folder, 'foreign'));
  writeFileSync(
    join(folder, 'foreign', 'center.db'),
    'no database at all, but long enough to be read as one'.repeat(40),
  );
  const newer = new Database(join(folder, 'newer', 'center.db'));
  newer.pragma('application_id = 1497518147');
  newer.pragma('user_version = 99');
  newer.exec('CREATE TABLE later (x)');
  newer.close();
}

const wrongs: Readonly<Record<string, Wrong>> = {
  'an unknown command': { args: () => ['sing'], code: 2, says: /unknown command 'sing'; known: counter, run/ },
  'an unknown option': { args: () => ['cards', '--loud'], code: 2, says: /unknown option '--loud'/ },
  'a day that does not exist': {
    args: () => ['cards', '--date', '2011-02-30'],
    code: 2,
    says: /an existing day as yyyy-MM-dd/,
  },
  'a data folder without a name': { args: () => ['doctor', '--data', ''], code: 2, says: /the name of a folder/ },
  'a data folder that is a file': {
    args: (at) => ['reconcile', '--data', join(at, 'file')],
    code: 2,
    says: /→ .*--data/,
  },
  'a backup of a file': { args: (at) => ['backup', '--data', join(at, 'file')], code: 2, says: /没有数据文件/ },
  'an examination of a file': { args: (at) => ['doctor', '--data', join(at, 'file')], code: 1, says: /不是目录/ },
  'a center of a newer version': {
    args: (at) => ['reconcile', '--data', join(at, 'newer')],
    code: 2,
    says: /更新的版本/,
  },
  'an examination of a newer file': {
    args: (at) => ['doctor', '--data', join(at, 'newer')],
    code: 1,
    says: /更新的版本/,
  },
  'a center that is no database': {
    args: (at) => ['reconcile', '--data', join(at, 'foreign')],
    code: 2,
    says: /center\.db/,
  },
  'a hospital that does not exist': {
    args: (at) => ['reconcile', '--hospital', '9999', '--data', join(at, 'd')],
    code: 2,
    says: /没有定点医疗机构 9999\n.*0001 海河市人民医院/,
  },
  'rules that are a file': { args: (at) => ['rules', 'check', join(at, 'file')], code: 2, says: /no rule pack here/ },
  'a scenario that unfolds without end': {
    args: (at) => ['run', join(at, 'unfolding.yaml')],
    code: 2,
    says: /unfolding\.yaml:1:1: /,
  },
  'a scenario that is no UTF-8': {
    args: (at) => ['run', join(at, 'latin.yaml')],
    code: 2,
    says: /latin\.yaml: 读不了: 不是 UTF-8 文本/,
  },
  'a scenario that is a folder': { args: (at) => ['run', at], code: 2, says: /读不了: 这是文件夹/ },
  'a scenario that is not there, in English': {
    args: (at) => ['run', join(at, 'none.yaml'), '--lang', 'en'],
    code: 2,
    says: /none\.yaml: cannot be read: no such file/,
  },
  'an unknown prompt': { args: () => ['prompts', 'no-such-prompt'], code: 2, says: /month-unpaid/ },
  'a reader that is not there': {
    args: (at) => ['reader', 'read', `ccid:${join(at, 'nothing')}`],
    code: 4,
    says: /port-not-found/,
  },
  'a kind of reader that is not known': {
    args: () => ['reader', 'read', 'parrot:1'],
    code: 2,
    says: /unsupported-url/,
  },
  'a bill that is not there': {
    args: () => ['settle', 'nope.yaml'],
    code: 2,
    says: /nope\.yaml: 读不了: 没有这个文件/,
  },
  'a bill that is a folder': {
    args: (at) => ['settle', at, '--lang', 'en'],
    code: 2,
    says: /a folder, expected a file/,
  },
  'a backup that is not there': {
    args: (at) => ['restore', join(at, 'none.db'), '--data', join(at, 'd')],
    code: 2,
    says: /没有 .*none\.db 这个文件\n {2}→ /,
  },
  'the counter without a terminal': {
    args: (at) => ['counter', '--data', join(at, 'd')],
    code: 2,
    says: /needs a terminal/,
  },
};

describe('wrong use is refused with what was expected', () => {
  for (const [what, { args, code, says }] of Object.entries(wrongs)) {
    test(`${what}: exit ${code}`, async () => {
      const folder = temporaryFolder();
      prepare(folder);
      const ended = await runProgram(args(folder));
      expect(ended.stdout + ended.stderr).toMatch(says);
      expect(ended.stdout + ended.stderr).not.toMatch(/^ {4}at |this is a bug/m);
      expect(ended.code).toBe(code);
    });
  }
});

interface WrongAtTerminal {
  readonly args: readonly string[];
  readonly env?: (folder: string) => NodeJS.ProcessEnv;
  readonly says: RegExp;
}

/** Below a file nothing can be written, whoever tries. */
const belowFile = (folder: string) => join(folder, 'file', 'below');
const atTerminal: Readonly<Record<string, WrongAtTerminal>> = {
  'an examination whose result could not be kept': { args: ['exam', '--trainee', 'x'], says: /→ 请用 --data/ },
  'a drill whose result could not be kept': { args: ['drill', 'ordinary-visit'], says: /→ 请用 --data/ },
  'a class that could not be kept': { args: ['instructor', '--lang', 'en'], says: /→ name a writable folder/ },
  'a demonstration without a place for its city': {
    args: ['demo', 'wrong-pin'],
    env: (folder) => ({ TMPDIR: belowFile(folder) }),
    says: /临时目录不能写.*\n {2}→ .*TMPDIR/,
  },
};

describe('a reader or a scanner that there cannot be is wrong usage at the counter too', () => {
  for (const [option, url] of [
    ['--reader', 'foo:'],
    ['--reader', 'mock:nobody'],
    ['--scanner', 'foo'],
  ] as const) {
    test(`${option} ${url}: exit 2`, async () => {
      const data = join(temporaryFolder(), 'd');
      const terminal = openTerminal(['counter', option, url, '--data', data, '--date', '2011-08-15']);
      expect(await terminal.exited).toBe(2);
      expect(terminal.text()).toMatch(/^ {2}→ /m);
    });
  }
});

describe('what a command at a terminal could not write is told before its screen', () => {
  for (const [what, { args, env, says }] of Object.entries(atTerminal)) {
    test(`${what}: exit 2`, async () => {
      const folder = temporaryFolder();
      prepare(folder);
      const data = env ? join(folder, 'd') : belowFile(folder);
      const terminal = openTerminal([...args, '--data', data], { columns: 200, env: env?.(folder) ?? {} });
      expect(await terminal.exited).toBe(2);
      expect(terminal.text()).toMatch(says);
      expect(terminal.output()).not.toMatch(/ {4}at |this is a bug/);
    });
  }

  test('a scenario without a place for its city: exit 2', async () => {
    const folder = temporaryFolder();
    prepare(folder);
    const scenario = join(top, 'fixtures', 'scenarios', 'ordinary-visit.yaml');
    const ended = await runProgram(['run', scenario, '--lang', 'en'], { env: { TMPDIR: belowFile(folder) } });
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('TMPDIR') });
    expect(ended.stderr).not.toMatch(/^ {4}at |this is a bug/m);
  });
});

describe('the back office founds nothing in a folder in which nobody has worked', () => {
  const nowhere = '还没有.*\n  → 请先运行 yibao-pos，或用 --data';
  for (const [line, says] of [
    ['reconcile --close', nowhere],
    ['reconcile --day 2011-08-14 --json', nowhere],
    ['refund 20110815-0001 --operator 1003', nowhere],
    ['operator list', nowhere],
    ['ledger plain', nowhere],
    ['reconcile --hospital 9999', '没有定点医疗机构 9999'],
    ['operator list --hospital 9999', '没有定点医疗机构 9999'],
    ['audit verify', '没有这个数据目录'],
    ['backup', '没有数据文件'],
  ] as const) {
    test(`${line}: exit 2`, async () => {
      const data = join(temporaryFolder(), 'none');
      const ended = await runProgram([...line.split(' '), '--data', data, '--date', '2011-08-15']);
      expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(says) });
      expect(existsSync(data)).toBe(false);
    });
  }
});
