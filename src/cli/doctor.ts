// `yibao-pos doctor`: is this machine able to run the counter, and is the data sound? Changes nothing.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Text } from '../domain/language.ts';
import { inLanguage } from '../domain/language.ts';
import { ExitCode } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { tableText } from './table.ts';

interface Finding {
  readonly check: Text;
  readonly state: 'ok' | 'attention' | 'broken';
  readonly detail: string;
}

const marks: Readonly<Record<Finding['state'], Text>> = {
  ok: { zh: '正常', en: 'ok' },
  attention: { zh: '注意', en: 'note' },
  broken: { zh: '故障', en: 'BROKEN' },
};

export function registerDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('is the machine able, is the data sound / 检查环境和数据')
    .addHelpText('after', '\nExamples:\n  yibao-pos doctor\n  yibao-pos doctor --data ./city --json\n')
    .action((_options: object, command: Command) => examine(globalsOf(command)));
}

function nodeVersion(): Finding {
  return {
    check: { zh: 'Node 版本', en: 'Node' },
    state: 'ok',
    detail: `${process.versions.node} ${process.execPath}`,
  };
}

/** Parts with native code are only looked for, not loaded: the answer should come at once. */
function nativePart(name: string, needed: boolean): Finding {
  const check = { zh: `组件 ${name}`, en: `part ${name}` };
  try {
    return { check, state: 'ok', detail: createRequire(import.meta.url).resolve(name) };
  } catch {
    return {
      check,
      state: needed ? 'broken' : 'attention',
      detail: needed ? 'not installed' : 'optional, not installed',
    };
  }
}

function terminal(): Finding {
  const { columns, rows, isTTY } = process.stdout;
  const check = { zh: '终端', en: 'terminal' };
  if (!isTTY) return { check, state: 'attention', detail: 'standard output is no terminal' };
  return { check, state: columns >= 80 && rows >= 24 ? 'ok' : 'attention', detail: `${columns} x ${rows} (80 x 24)` };
}

function folder(dataFolder: string): Finding {
  const check = { zh: '数据目录', en: 'data folder' };
  if (!existsSync(dataFolder)) return { check, state: 'attention', detail: `${dataFolder}: none yet` };
  const open = (statSync(dataFolder).mode & 0o077) !== 0 && process.platform !== 'win32';
  return { check, state: open ? 'attention' : 'ok', detail: `${dataFolder}${open ? ': others can read it' : ''}` };
}

async function files(dataFolder: string): Promise<readonly Finding[]> {
  if (!existsSync(dataFolder)) return [];
  const names = readdirSync(dataFolder).filter((name) => name.endsWith('.db'));
  if (names.length === 0) return [];
  const { default: Database } = await import('better-sqlite3');
  const { contradictionsIn } = await import('../center/store/contradictions.ts');
  return names.map((name) => {
    const check = { zh: `数据文件 ${name}`, en: `file ${name}` };
    try {
      const database = new Database(join(dataFolder, name), { readonly: true });
      try {
        const integrity = String(database.pragma('integrity_check(3)', { simple: true }));
        const broken = name === 'center.db' ? contradictionsIn(database) : [];
        const detail = [integrity, ...broken.map(({ law, row }) => `${law}: ${row}`)].join('; ');
        return { check, state: integrity === 'ok' && broken.length === 0 ? 'ok' : 'broken', detail };
      } finally {
        database.close();
      }
    } catch (error) {
      return { check, state: 'broken', detail: error instanceof Error ? error.message : String(error) };
    }
  });
}

async function examine({ dataFolder, language, json }: Globals): Promise<void> {
  const findings = [
    nodeVersion(),
    nativePart('better-sqlite3', true),
    nativePart('@serialport/bindings-cpp', true),
    nativePart('@lydell/node-pty', false),
    terminal(),
    folder(dataFolder),
    ...(await files(dataFolder)),
  ];
  if (json) {
    const document = findings.map(({ check, state, detail }) => ({ check: check.en, state, detail }));
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    const rows = findings.map(({ check, state, detail }) => [
      inLanguage(marks[state], language),
      inLanguage(check, language),
      detail,
    ]);
    process.stdout.write(tableText([{ title: '' }, { title: '' }, { title: '' }], rows));
  }
  if (findings.some(({ state }) => state === 'broken')) process.exitCode = ExitCode.bug;
}
