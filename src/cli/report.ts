// `yibao-pos report`: what drills and examinations came to, by trainee, by prompt and over time.

import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { inLanguage, type Language, type Text } from '../domain/language.ts';
import { recordsIn } from '../training/records/records.ts';
import type { TrainingResult } from '../training/records/result.ts';
import { type Signer, signerIn } from '../training/records/signature.ts';
import { resultsAsCsv } from '../training/report/csv.ts';
import { reportPage } from '../training/report/page.ts';
import { type Summary, summaryOf } from '../training/report/summary.ts';
import { trainingFolder } from './drill.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { globalsOf } from './globals.ts';
import { tableText } from './table.ts';

interface ReportOptions {
  readonly trainee?: string;
  readonly class?: string;
  readonly csv?: true;
  readonly html?: string;
}

export function registerReportCommand(program: Command): void {
  program
    .command('report')
    .description('results by trainee, by prompt, over time / 成绩报告')
    .option('--trainee <name>', 'only this trainee / 学员')
    .option('--class <name>', 'only this class / 班级')
    .option('--csv', 'every result as CSV on standard output')
    .option('--html <file>', 'a page that prints to one A4 sheet a trainee / 打印页')
    .addHelpText('after', '\nExamples:\n  yibao-pos report\n  yibao-pos report --class 2011-秋 --html class.html\n')
    .action((options: ReportOptions, command: Command) => report(options, command));
}

const barCells = 20;

function bar(percent: number): string {
  const full = Math.round((percent * barCells) / 100);
  return `${'='.repeat(full)}${'-'.repeat(barCells - full)} ${String(percent).padStart(3)} %`;
}

function report(options: ReportOptions, command: Command): void {
  const globals = globalsOf(command);
  const folder = trainingFolder(globals);
  const read = recordsIn(folder).results();
  if (!read.ok) {
    const { line, expected } = read.error;
    throw new WrongUsage(`${folder}/results.jsonl:${line}: ${expected}`);
  }
  const wanted = read.value.filter(
    (result) =>
      (options.trainee === undefined || result.trainee === options.trainee) &&
      (options.class === undefined || result.class === options.class),
  );
  const signer = signerIn(folder);
  const summary = summaryOf(wanted);
  const { language, json } = globals;
  if (options.html !== undefined) {
    writeFileSync(options.html, reportPage(summary, { language, isGenuine: (result) => signer.isGenuine(result) }));
    process.stderr.write(`${options.html}\n`);
  } else if (json) process.stdout.write(`${JSON.stringify({ ...summary, forged: forged(wanted, signer) }, null, 2)}\n`);
  else if (options.csv) process.stdout.write(resultsAsCsv(wanted));
  else process.stdout.write(summaryText(summary, forged(wanted, signer), language));
  process.exitCode = forged(wanted, signer).length > 0 ? ExitCode.bug : ExitCode.done;
}

/** Examinations whose line is not as it was signed. */
function forged(results: readonly TrainingResult[], signer: Signer): readonly string[] {
  return results
    .filter((each) => each.kind === 'exam' && !signer.isGenuine(each))
    .map(({ at, trainee }) => `${at} ${trainee}`);
}

function section(title: Text, table: string, language: Language): string {
  return `${inLanguage(title, language)}\n${table}\n`;
}

function summaryText({ trainees, prompts, days }: Summary, altered: readonly string[], language: Language): string {
  const say = (text: Text) => inLanguage(text, language);
  if (trainees.length === 0)
    return `${say({ zh: '还没有成绩：先做 drill 或 exam', en: 'no results yet: drill or exam first' })}\n`;
  const passed = { zh: '及格', en: 'passed' };
  const failed = { zh: '不及格', en: 'not passed' };
  const columns = (...titles: readonly Text[]) => titles.map((title) => ({ title: say(title) }));
  const count = { zh: '次数', en: 'times' };
  const share = { zh: '得分', en: 'points' };
  const who = trainees.map((each) => [
    each.trainee,
    each.class,
    String(each.count),
    bar(each.percent),
    each.lastExam === undefined ? '-' : `${each.lastExam} % ${say(each.passed ? passed : failed)}`,
    each.weakest.map(({ text }) => say(text)).join('；') || '-',
  ]);
  const heads = columns(
    { zh: '学员', en: 'trainee' },
    { zh: '班级', en: 'class' },
    count,
    share,
    { zh: '考试', en: 'examination' },
    { zh: '还需练习', en: 'practise again' },
  );
  const promptRows = prompts.map(({ text, count: times, percent }) => [say(text), String(times), bar(percent)]);
  const dayRows = days.map(({ day, count: times, percent }) => [day, String(times), bar(percent)]);
  const warning = altered.map((line) => `${say({ zh: '签名无效', en: 'signature not valid' })}: ${line}\n`).join('');
  return [
    section({ zh: '按学员', en: 'By trainee' }, tableText(heads, who), language),
    section(
      { zh: '按提示', en: 'By prompt' },
      tableText(columns({ zh: '提示', en: 'prompt' }, count, share), promptRows),
      language,
    ),
    section(
      { zh: '按日期', en: 'By day' },
      tableText(columns({ zh: '日期', en: 'day' }, count, share), dayRows),
      language,
    ),
    warning,
  ].join('');
}
