// `yibao-pos doctor`: is this machine able to run the counter, and is the data sound? Changes nothing.

import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Command } from 'commander';
import { inLanguage, type Text } from '../domain/language.ts';
import { ExitCode } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { tableText } from './table.ts';

interface Finding {
  readonly check: Text;
  readonly state: 'ok' | 'attention' | 'broken';
  readonly detail: Text;
}

const marks: Readonly<Record<Finding['state'], Text>> = {
  ok: { zh: '正常', en: 'ok' },
  attention: { zh: '注意', en: 'note' },
  broken: { zh: '故障', en: 'BROKEN' },
};

/** Paths, numbers and what the system says read alike in both languages. */
const same = (text: string): Text => ({ zh: text, en: text });
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

export function registerDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('is the machine able, is the data sound / 检查环境和数据')
    .addHelpText('after', '\nExamples:\n  yibao-pos doctor\n  yibao-pos doctor --data ./city --json\n')
    .action((_options: object, command: Command) => examine(globalsOf(command)));
}

function nodeVersion(): Finding {
  const detail = same(`${process.versions.node} ${process.execPath}`);
  return { check: { zh: 'Node 版本', en: 'Node' }, state: 'ok', detail };
}

/** Parts with native code are only looked for, not loaded: the answer should come at once. */
function nativePart(name: string, needed: boolean): Finding {
  const check = { zh: `组件 ${name}`, en: `part ${name}` };
  try {
    return { check, state: 'ok', detail: same(createRequire(import.meta.url).resolve(name)) };
  } catch {
    if (needed) return { check, state: 'broken', detail: { zh: '没有安装', en: 'not installed' } };
    return { check, state: 'attention', detail: { zh: '可选，没有安装', en: 'optional, not installed' } };
  }
}

function terminal(): Finding {
  const { columns, rows, isTTY } = process.stdout;
  const check = { zh: '终端', en: 'terminal' };
  if (!isTTY) {
    return { check, state: 'attention', detail: { zh: '标准输出不是终端', en: 'standard output is no terminal' } };
  }
  const enough = columns >= 80 && rows >= 24;
  return { check, state: enough ? 'ok' : 'attention', detail: same(`${columns} x ${rows} (>= 80 x 24)`) };
}

function folder(dataFolder: string): Finding {
  const check = { zh: '数据目录', en: 'data folder' };
  const found = statSync(dataFolder, { throwIfNoEntry: false });
  if (!found) {
    return { check, state: 'attention', detail: { zh: `${dataFolder}：还没有`, en: `${dataFolder}: none yet` } };
  }
  if (!found.isDirectory()) {
    return { check, state: 'broken', detail: { zh: `${dataFolder}：不是目录`, en: `${dataFolder}: not a folder` } };
  }
  if ((found.mode & 0o077) === 0 || process.platform === 'win32')
    return { check, state: 'ok', detail: same(dataFolder) };
  const detail = { zh: `${dataFolder}：其他用户可以进入`, en: `${dataFolder}: others can enter it` };
  return { check, state: 'attention', detail };
}

/** Reads a data file as its owner would, without changing it: whose it is, which format, whole, and its sums. */
async function dataFile(path: string, name: string): Promise<Finding> {
  const check = { zh: `数据文件 ${name}`, en: `file ${name}` };
  const { default: Database } = await import('better-sqlite3');
  const isCenter = name === 'center.db';
  const { applicationId, migrations } = isCenter
    ? await import('../center/store/migrations.ts')
    : await import('../hospital/store/schema.ts');
  const database = new Database(path, { readonly: true });
  try {
    const pragma = (what: string) => database.pragma(what, { simple: true });
    if (pragma('application_id') !== applicationId) {
      return { check, state: 'broken', detail: { zh: '不是本程序的数据文件', en: 'not a file of this program' } };
    }
    const version = Number(pragma('user_version'));
    if (version > migrations.length) {
      return { check, state: 'broken', detail: { zh: '由更新的版本写成', en: 'written by a newer version' } };
    }
    const integrity = String(pragma('integrity_check(3)'));
    const { contradictionsIn } = isCenter
      ? await import('../center/store/contradictions.ts')
      : await import('../hospital/store/contradictions.ts');
    // The laws are about the tables of this version.
    const broken = version === migrations.length ? contradictionsIn(database) : [];
    const said = [integrity, ...broken.map(({ law, row }) => `${law}: ${row}`)].join('; ');
    return { check, state: integrity === 'ok' && broken.length === 0 ? 'ok' : 'broken', detail: same(said) };
  } finally {
    database.close();
  }
}

/** The audit of a file: whole, damaged where, or of a version that had none. */
async function auditOf(dataFolder: string, name: string): Promise<Finding> {
  const { proveFile } = await import('./audit-files.ts');
  const { state, rows, breaks } = proveFile(dataFolder, name);
  const check = { zh: `审计 ${name}`, en: `audit ${name}` };
  const [first] = breaks;
  if (first) return { check, state: 'broken', detail: first.said };
  if (state === 'none') return { check, state: 'attention', detail: { zh: '旧版文件，还没有', en: 'none yet' } };
  return { check, state: 'ok', detail: { zh: `${rows} 行，完好`, en: `${rows} rows, whole` } };
}

async function files(dataFolder: string): Promise<readonly Finding[]> {
  const found = statSync(dataFolder, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return [];
  const findings: Finding[] = [];
  try {
    for (const name of readdirSync(dataFolder).filter((each) => each.endsWith('.db'))) {
      const unreadable = (error: unknown): Finding => {
        const check = { zh: `数据文件 ${name}`, en: `file ${name}` };
        return { check, state: 'broken', detail: same(messageOf(error)) };
      };
      findings.push(await dataFile(join(dataFolder, name), name).catch(unreadable));
    }
    const { auditedFiles } = await import('./audit-files.ts');
    for (const name of auditedFiles(dataFolder)) findings.push(await auditOf(dataFolder, name));
  } catch (error) {
    findings.push({ check: { zh: '数据目录', en: 'data folder' }, state: 'broken', detail: same(messageOf(error)) });
  }
  return findings;
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
    const document = findings.map(({ check, state, detail }) => ({ check: check.en, state, detail: detail.en }));
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    const rows = findings.map(({ check, state, detail }) =>
      [marks[state], check, detail].map((text) => inLanguage(text, language)),
    );
    process.stdout.write(tableText([{ title: '' }, { title: '' }, { title: '' }], rows));
  }
  if (findings.some(({ state }) => state === 'broken')) process.exitCode = ExitCode.bug;
}
