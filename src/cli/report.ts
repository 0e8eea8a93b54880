// `yibao-pos report`: what drills and examinations came to, by class, by trainee, by prompt and over time; of this machine, or of
// all machines of a class.

import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { inLanguage } from '../domain/language.ts';
import type { TrainingResult } from '../training/records/result.ts';
import { resultsAsCsv } from '../training/report/csv.ts';
import { type GatherProblem, gather } from '../training/report/gather.ts';
import { reportPage } from '../training/report/page.ts';
import { summaryOf } from '../training/report/summary.ts';
import { isMeant, traineeIn } from '../training/report/trainee.ts';
import { trainingFolder } from './drill.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { doubts, summaryText } from './report-text.ts';

interface ReportOptions {
  readonly trainee?: string;
  readonly class?: string;
  readonly csv?: true;
  readonly html?: string;
}

export function registerReportCommand(program: Command): void {
  program
    .command('report')
    .argument('[folder...]', 'data or training folders of several machines, or files of results / 各机器的数据目录')
    .description('results by class, by trainee, by prompt, over time / 成绩报告')
    .option('--trainee <name>', 'only this trainee: name, number, or both / 学员')
    .option('--class <name>', 'only this class / 班级')
    .option('--csv', 'every result as CSV on standard output / 逐条成绩')
    .option('--html <file>', 'a page that prints to one A4 sheet a class and one a trainee / 打印页')
    .addHelpText(
      'after',
      '\nWithout a folder: this machine, with what its instructor received from the counters of a class.\n' +
        'A result that lies in two places counts once. Two of one name: --trainee "张三 1207" names the number as well.\n' +
        'Times are those of the machine where it was done, not the business date.\n' +
        '\nExamples:\n  yibao-pos report\n  yibao-pos report --class 2011-秋 --html class.html\n' +
        '  yibao-pos report pc1 pc2 pc3 --csv > class.csv\n',
    )
    .action((places: string[], options: ReportOptions, command: Command) =>
      report(places, options, globalsOf(command)),
    );
}

function problemText(problem: GatherProblem, { language }: Globals): string {
  if (problem.kind === 'line') return `${problem.file}:${problem.line}: ${problem.expected}`;
  return `${problem.place}: ${inLanguage({ zh: '这里没有成绩', en: 'there are no results here' }, language)}`;
}

const narrow = 80;

function report(places: readonly string[], options: ReportOptions, globals: Globals): void {
  const gathered = gather(trainingFolder(globals), places);
  if (!gathered.ok) throw new WrongUsage(problemText(gathered.error, globals));
  const isWanted = (result: TrainingResult) => {
    const trainee = traineeIn(result.trainee, result.class);
    return (
      (options.trainee === undefined || isMeant(trainee, options.trainee)) &&
      (options.class === undefined || trainee.class === traineeIn('', options.class).class)
    );
  };
  const wanted = gathered.value.results.filter(isWanted);
  const summary = summaryOf(wanted);
  const { language, json } = globals;
  const { altered, contradictions, repeated, unchecked } = gathered.value;
  if (options.html !== undefined) {
    writePage(options.html, reportPage(summary, { language, signed: gathered.value.signed }), globals);
  } else if (json) {
    process.stdout.write(`${JSON.stringify({ ...summary, altered, contradictions, repeated, unchecked }, null, 2)}\n`);
  } else if (options.csv) process.stdout.write(resultsAsCsv(wanted, language));
  else process.stdout.write(summaryText(summary, language, process.stdout.columns ?? narrow));
  for (const line of doubts(gathered.value, language)) process.stderr.write(`${line}\n`);
  process.exitCode = altered.length + contradictions.length > 0 ? ExitCode.bug : ExitCode.done;
}

function writePage(file: string, page: string, { language }: Globals): void {
  try {
    writeFileSync(file, page);
  } catch (error) {
    const cannot = inLanguage({ zh: '写不了', en: 'cannot be written' }, language);
    throw new WrongUsage(`${file}: ${cannot} (${error instanceof Error ? error.message : String(error)})`);
  }
  process.stderr.write(`${file}\n`);
}
