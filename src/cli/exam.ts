// `yibao-pos exam`: scenarios and theory questions drawn by a seed, without hints, within a time; a signed result.

import { type Command, InvalidArgumentError } from 'commander';
import { loadPack } from '../policy/load-pack.ts';
import { problemText } from '../policy/positioned-yaml.ts';
import { loadBank } from '../training/exam/bank.ts';
import { type Paper, paperOf } from '../training/exam/paper.ts';
import { type Records, recordsIn } from '../training/records/records.ts';
import type { TrainingResult } from '../training/records/result.ts';
import { signerIn } from '../training/records/signature.ts';
import type { ExamPart, ExamTerms } from '../ui/exam/exam-sheets.ts';
import { ExamStage } from '../ui/exam/exam-stage.ts';
import { runStage } from '../ui/run-stage.tsx';
import { cityPack } from './city.ts';
import { openKept, trainingFolder } from './drill.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { practiceCounterOf } from './practice-counter.ts';
import {
  demandTerminal,
  holderNames,
  hospitalName,
  namesOn,
  ownFolders,
  shelfOrRefuse,
  terminalClock,
} from './training-stage.ts';

interface ExamOptions {
  readonly trainee: string;
  readonly class: string;
  readonly scenarios: number;
  readonly questions: number;
  readonly seed?: number;
  readonly pass: number;
  readonly minutes: number;
}

function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };
}

export function registerExamCommand(program: Command): void {
  program
    .command('exam')
    .description('an examination: scenarios and theory, drawn by a seed, with a signed result / 考试')
    .requiredOption('--trainee <name>', 'whose result it is / 学员')
    .option('--class <name>', 'the class / 班级', '')
    .option('--scenarios <n>', 'how many scenarios / 实操题数', wholeNumber(1, 40), 5)
    .option('--questions <n>', 'how many theory questions / 理论题数', wholeNumber(0, 50), 10)
    .option('--seed <n>', 'the paper: the same number is the same paper / 试卷号', wholeNumber(0, 2 ** 32 - 1))
    .option('--pass <percent>', 'the pass mark / 及格线', wholeNumber(1, 100), 60)
    .option('--minutes <n>', 'the time for everything / 总时限', wholeNumber(1, 300), 30)
    .addHelpText(
      'after',
      '\nExamples:\n  yibao-pos exam --trainee 张三\n  yibao-pos exam --trainee 张三 --seed 7 --pass 80\n',
    )
    .action((options: ExamOptions, command: Command) => exam(options, globalsOf(command)));
}

function paperFor({ seed, scenarios, questions }: ExamOptions, { language, businessDate, clock }: Globals): Paper {
  const shelf = shelfOrRefuse(language);
  const bank = loadBank();
  if (!bank.ok) throw new WrongUsage(bank.error.map((problem) => problemText(problem, language)).join('\n'));
  const pack = loadPack(cityPack);
  if (!pack.ok) throw new WrongUsage(`${cityPack}: yibao-pos rules check`);
  // Without a seed of one's own, the moment is one: it is printed on the result.
  const drawn = seed ?? Number(clock.now().replace(/\D/g, '').slice(4, 14)) % 2 ** 32;
  return paperOf(
    { shelf, bank: bank.value, pack: pack.value, day: businessDate },
    { seed: drawn, scenarios, questions },
  );
}

async function exam(options: ExamOptions, globals: Globals): Promise<void> {
  const paper = paperFor(options, globals);
  demandTerminal('an examination');
  const folder = trainingFolder(globals);
  const records = recordsIn(folder);
  const folders = ownFolders();
  const clock = terminalClock(globals);
  const names = namesOn(globals.businessDate);
  const terms: ExamTerms = {
    trainee: options.trainee,
    seed: paper.seed,
    items: paper.items.length,
    questions: paper.questions.length,
    passMark: options.pass,
    limit: options.minutes * 60,
  };
  let stage: ExamStage | undefined;
  try {
    await runStage({
      language: globals.language,
      environment: process.env,
      stdin: process.stdin,
      stdout: process.stdout,
      clock,
      stage(surroundings) {
        stage = new ExamStage({
          surroundings,
          clock,
          paper,
          terms,
          names: holderNames(names),
          hospitalName,
          open: (shelved) => openKept(shelved, { names, records, folders, options, globals, mode: 'exam' }),
          counter: practiceCounterOf({ surroundings, clock, foundedOn: globals.businessDate }),
          finish: (parts, seconds) => keep(parts, seconds, { records, folder, paper, options, globals }),
        });
        return stage;
      },
    });
  } finally {
    await stage?.close();
    folders.clear();
  }
  process.exitCode = ExitCode.done;
}

interface Keeping {
  readonly records: Records;
  readonly folder: string;
  readonly paper: Paper;
  readonly options: ExamOptions;
  readonly globals: Globals;
}

/** Signs and keeps the result; whether it was passed. */
function keep(
  parts: readonly ExamPart[],
  seconds: number,
  { records, folder, paper, options, globals }: Keeping,
): boolean {
  const points = parts.reduce((sum, part) => sum + part.points, 0);
  const of = parts.reduce((sum, part) => sum + part.of, 0);
  const passed = points * 100 >= options.pass * of;
  const theory = parts.length > paper.items.length ? parts.at(-1) : undefined;
  const result: TrainingResult = {
    kind: 'exam',
    trainee: options.trainee,
    class: options.class,
    at: globals.clock.now(),
    item: String(paper.seed),
    title: { zh: `考试 ${paper.seed}`, en: `Examination ${paper.seed}` },
    prompts: [],
    points,
    of,
    parts: theory ? [{ part: 'theory', points: theory.points, of: theory.of }] : [],
    seconds,
    keys: 0,
    hints: 0,
    passed,
    terms: {
      pass: options.pass,
      minutes: options.minutes,
      scenarios: paper.items.length,
      questions: paper.questions.length,
    },
  };
  records.add(signerIn(folder).sign(result));
  return passed;
}
