// `yibao-pos audit`: proves that nobody has touched what the hospitals and the center have written down, and shows it.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { inLanguage, type Language, type Text } from '../domain/language.ts';
import {
  auditedFiles,
  type FileFault,
  type FileProof,
  proveFile,
  type ShownRow,
  shownRows,
  type Wanted,
} from './audit-files.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { tableText } from './table.ts';

export function registerAuditCommand(program: Command): void {
  const audit = program.command('audit').description('who did what, and that nobody has touched it / 审计记录');
  audit
    .command('verify')
    .description('proves the audit chains and what they tell of / 验证审计链')
    .addHelpText(
      'after',
      '\nThe hash of the last row is printed: noted outside the machine, it proves later that nothing before it was' +
        '\nwritten anew. Exit 0: whole; 1: damage, with the first row that is wrong and what to do;' +
        '\n2: a file could not be read, and nothing is known of it.' +
        '\n\nExamples:\n  yibao-pos audit verify\n  yibao-pos audit verify --data ./city --json\n',
    )
    .action((_options: object, command: Command) => verify(globalsOf(command)));
  audit
    .command('show')
    .description('the audit as a list / 查看审计记录')
    .option('--since <time>', 'from a day or a time on, as 2011-08-15', parseSince)
    .option('--person <number>', 'about one person, by person number or identity number / 只看某人')
    .addHelpText('after', '\nExamples:\n  yibao-pos audit show --since 2011-08-15\n  yibao-pos audit show --json\n')
    .action((options: Partial<Wanted>, command: Command) => show(options, globalsOf(command)));
}

/** For commander: a day, or a day and the beginning of a time. */
function parseSince(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}( \d{2}(:\d{2}(:\d{2})?)?)?$/.test(text)) {
    throw new InvalidArgumentError('Expected a day or a time, as in 2011-08-15 or "2011-08-15 09:30".');
  }
  return text;
}

/** SQLite reads a file in WAL mode only where it may write beside it. */
const letItBeRead: Text = {
  zh: '请检查路径和权限；在只读的目录中，请把文件复制到可写的目录，再用 --data 指定那个目录',
  en: 'Check what it is and who may read it; of a read-only folder, copy the files into one that can be written to, and name that with --data',
};

function filesOrReport({ dataFolder, language }: Globals): readonly string[] {
  if (!statSync(dataFolder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new WrongUsage(`${dataFolder}: no such data folder (--data, --date) / 没有这个数据目录`);
  }
  try {
    return auditedFiles(dataFolder);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new WrongUsage(`${dataFolder}: cannot be read / 读不了: ${why}\n  → ${inLanguage(letItBeRead, language)}`);
  }
}

const states: Readonly<Record<FileProof['state'], Text>> = {
  whole: { zh: '完好', en: 'whole' },
  damaged: { zh: '被改动', en: 'DAMAGED' },
  unreadable: { zh: '读不了', en: 'cannot be read' },
  none: { zh: '旧版文件，还没有审计', en: 'of an older version, no audit yet' },
};

const keepAsEvidence: Text = {
  zh: '请勿继续使用该文件：另存一份保留证据，从备份恢复到新目录后与医保中心对账，并告知信息科和组长',
  en: 'Do not go on with this file: keep a copy as evidence, restore a backup into another folder, reconcile with the center, and tell whoever answers for the windows',
};

const remedies: Readonly<Partial<Record<FileProof['state'], Text>>> = {
  damaged: keepAsEvidence,
  unreadable: letItBeRead,
};

const shownBreaks = 5;

function proofText(proof: FileProof, language: Language): string {
  const breaks = proof.breaks.slice(0, shownBreaks).map(({ said }) => `  ${inLanguage(said, language)}\n`);
  const more = proof.breaks.length - breaks.length;
  const rest = more > 0 ? [inLanguage({ zh: `  另有 ${more} 处\n`, en: `  ${more} more\n` }, language)] : [];
  const remedy = remedies[proof.state];
  const advice = remedy ? [`  → ${inLanguage(remedy, language)}\n`] : [];
  return [...breaks, ...rest, ...advice].join('');
}

function verify(globals: Globals): void {
  const { dataFolder, json, language } = globals;
  const proofs = filesOrReport(globals).map((file) => proveFile(dataFolder, file));
  if (json) process.stdout.write(`${JSON.stringify(proofs, null, 2)}\n`);
  else {
    for (const proof of proofs) {
      const { file, rows, head, state } = proof;
      const counted = state === 'unreadable' ? '-' : inLanguage({ zh: `${rows} 行`, en: `${rows} rows` }, language);
      process.stdout.write(`${file}  ${counted}  ${inLanguage(states[state], language)}  ${head ?? ''}`.trimEnd());
      process.stdout.write(`\n${proofText(proof, language)}`);
    }
  }
  if (proofs.some(({ state }) => state === 'damaged')) process.exitCode = ExitCode.bug;
  else if (proofs.some(({ state }) => state === 'unreadable')) process.exitCode = ExitCode.wrongUsage;
}

/** What happened, as people say it; the numbers of the center's transactions stand for themselves. */
const eventWords: Readonly<Record<string, Text>> = {
  'audit-begun': { zh: '审计开始', en: 'the audit begins' },
  'window-opened': { zh: '窗口打开', en: 'window opened' },
  'put-into-service': { zh: '转入正式业务', en: 'put into service' },
  'signed-in': { zh: '登录', en: 'signed in' },
  'sign-in-failed': { zh: '登录密码错', en: 'wrong password, signing in' },
  locked: { zh: '锁屏', en: 'locked the counter' },
  approved: { zh: '批准', en: 'approved' },
  'approval-failed': { zh: '批准时密码错', en: 'wrong password, approving' },
  'password-set': { zh: '设新密码', en: 'password set' },
  'password-allowed': { zh: '改密码前验证', en: 'proved for a new password' },
  'password-refused': { zh: '改密码时密码错', en: 'wrong password, for a new one' },
  'practice-password-kept': { zh: '练习密码建档', en: 'practice password kept' },
  intent: { zh: '将要发出', en: 'about to send' },
  outcome: { zh: '结果已记', en: 'outcome kept' },
  lost: { zh: '没有回答', en: 'no answer' },
  abandoned: { zh: '放弃试算', en: 'trial given up' },
  confirmed: { zh: '已确认', en: 'confirmed' },
  refused: { zh: '中心拒绝', en: 'refused' },
  'reversal-intent': { zh: '将要冲正', en: 'about to reverse' },
  reversed: { zh: '已冲正', en: 'reversed' },
  dropped: { zh: '未到中心', en: 'never arrived' },
  kept: { zh: '随结算保留', en: 'kept with its settlement' },
  receipt: { zh: '开收据', en: 'receipt issued' },
  'cash-taken': { zh: '收现金', en: 'cash taken' },
  'day-stated': { zh: '日终对账', en: 'day stated' },
  'day-reversal-intent': { zh: '对账：将要冲正', en: 'statement: about to reverse' },
  'day-reversed': { zh: '对账：已冲正', en: 'statement: reversed' },
  'registration-owed': { zh: '将要撤销挂号', en: 'about to cancel a registration' },
  'registration-refused': { zh: '中心不撤销挂号', en: 'registration not cancelled' },
  'registration-done': { zh: '挂号已撤销', en: 'registration cancelled' },
  'day-confirmed': { zh: '对账：已确认', en: 'statement: confirmed' },
  'day-cancelled': { zh: '对账：本院取消', en: 'statement: cancelled here' },
  'day-accepted': { zh: '对账：按中心认账', en: 'statement: accepted' },
  settlement: { zh: '结算', en: 'settled' },
  refund: { zh: '退费', en: 'refunded' },
  reversal: { zh: '冲正', en: 'reversed' },
};

function bodyText(body: ShownRow['body']): string {
  return Object.entries(body)
    .filter(([, value]) => typeof value !== 'object')
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function rowText({ at, operator, place, event, subject, body }: ShownRow, language: Language): readonly string[] {
  const word = eventWords[event];
  return [at, place, operator ?? '-', word ? inLanguage(word, language) : event, subject ?? '', bodyText(body)];
}

function refuse({ dataFolder, language }: Globals, { file, state, said }: FileFault): never {
  const what = inLanguage(states[state], language);
  const remedy = inLanguage(remedies[state] ?? keepAsEvidence, language);
  throw new WrongUsage(`${join(dataFolder, file)}: ${what}: ${inLanguage(said, language)}\n  → ${remedy}`);
}

function show({ since, person }: Partial<Wanted>, globals: Globals): void {
  const { dataFolder, json, language } = globals;
  const rows = filesOrReport(globals).flatMap((file) => {
    const read = shownRows(dataFolder, file, { since, person });
    return read.ok ? read.value : refuse(globals, read.error);
  });
  const inOrder = [...rows].sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
  if (json) {
    process.stdout.write(`${JSON.stringify(inOrder, null, 2)}\n`);
    return;
  }
  const titles =
    language === 'zh'
      ? ['时间', '窗口/机构', '工号', '事件', '所指', '内容']
      : ['time', 'place', 'operator', 'event', 'of', 'facts'];
  process.stdout.write(
    tableText(
      titles.map((title) => ({ title })),
      inOrder.map((row) => rowText(row, language)),
    ),
  );
}
