// `yibao-pos exam`: scenarios and theory questions drawn by a seed, without hints, within a time; a signed result.

import { type Command, InvalidArgumentError } from 'commander';
import type { Text } from '../domain/language.ts';
import { ok, type Result } from '../domain/result.ts';
import { loadPack } from '../policy/load-pack.ts';
import { problemText } from '../policy/positioned-yaml.ts';
import type { Names } from '../training/drill/plan.ts';
import { answerPoints, type ExamPart, worthOf } from '../training/exam/answers.ts';
import { loadBank } from '../training/exam/bank.ts';
import { type Paper, paperOf } from '../training/exam/paper.ts';
import type { NewResult, Records } from '../training/records/records.ts';
import { attemptsAt, type TrainingResult } from '../training/records/result.ts';
import type { Shelved } from '../training/scenario/shelf.ts';
import type { OpenedDrill } from '../ui/drill/drill-stage.ts';
import type { ExamEnd, ExamTerms } from '../ui/exam/exam-sheets.ts';
import { ExamStage } from '../ui/exam/exam-stage.ts';
import { runStage } from '../ui/run-stage.tsx';
import type { CounterStore } from '../ui/store.ts';
import { cityPack } from './city.ts';
import { type ClassMember, classAddressOf, classMember } from './class-member.ts';
import { type ExamInClass, examInClass } from './class-stage.ts';
import { type DrillSetting, openKept, trainingFolder } from './drill.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf, newIdentity } from './globals.ts';
import { practiceCounterOf } from './practice-counter.ts';
import {
  demandTerminal,
  holderNames,
  hospitalName,
  inNames,
  namesOn,
  orNotKept,
  ownFolders,
  recordsOrRefuse,
  shelfOrRefuse,
  terminalClock,
  thisTerminal,
} from './training-stage.ts';

interface ExamOptions {
  readonly trainee: string;
  readonly class: string;
  readonly scenarios: number;
  readonly questions: number;
  readonly seed?: number;
  readonly pass: number;
  readonly minutes: number;
  readonly classAt?: string;
  readonly trainerMayAct?: true;
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
    .option(
      '--class-at <url>',
      'sit it in sight of the instructor, who sees each step but no points / 在讲师的班级里考',
    )
    .option('--trainer-may-act', 'the instructor may cut the line, set faults, show cards / 允许讲师制造故障')
    .addHelpText(
      'after',
      '\nExamples:\n  yibao-pos exam --trainee 张三\n  yibao-pos exam --trainee 张三 --seed 7 --pass 80\n',
    )
    .action((options: ExamOptions, command: Command) => exam(options, globalsOf(command)));
}

function paperFor({ seed, scenarios, questions }: ExamOptions, globals: Globals, names: Names): Paper {
  const { language, businessDate, clock } = globals;
  const shelf = inNames(shelfOrRefuse(language), names);
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
  const names = namesOn(globals.businessDate);
  const paper = paperFor(options, globals, names);
  const address = options.classAt === undefined ? undefined : classAddressOf(options.classAt, options.trainee);
  demandTerminal('an examination');
  const records = recordsOrRefuse(trainingFolder(globals), globals.language);
  const folders = ownFolders(globals.language);
  const clock = terminalClock(globals);
  const earlier = records.results();
  const terms: ExamTerms = {
    trainee: options.trainee,
    seed: paper.seed,
    items: paper.items.length,
    questions: paper.questions.length,
    passMark: options.pass,
    limit: options.minutes * 60,
    attempt: earlier.ok ? attemptNext(earlier.value, { paper, options }) : 1,
  };
  const member = address && classMember({ address, trainee: options.trainee });
  const inClass = member && examInClass(options.trainerMayAct === true, clock, holderNames(names));
  const watched = { ...(member && { member }), ...(inClass && { inClass }) };
  const sitting: Sitting = { records, paper, options, globals, examination: newIdentity(), ...watched };
  const setting = { names, records, folders, options, globals, ...watched, examination: sitting.examination };
  let counterNow: CounterStore | undefined;
  const open = inSight({ ...setting, say: (said) => counterNow?.say(said) });
  let stage: ExamStage | undefined;
  try {
    await runStage({
      ...thisTerminal(globals, clock),
      stage(surroundings) {
        const counter = practiceCounterOf({ surroundings, clock, foundedOn: globals.businessDate, examination: true });
        stage = new ExamStage({
          surroundings,
          clock,
          paper,
          terms,
          names: holderNames(names),
          hospitalName,
          begin: () => begin(sitting),
          open,
          counter(...given) {
            counterNow = counter(...given);
            return member?.watch(counterNow) ?? counterNow;
          },
          finish: (parts, seconds) => keep(parts, seconds, sitting),
        });
        if (!member || !inClass) return stage;
        const seen = inClass.on(stage);
        member.attend(seen, surroundings.pen);
        return seen;
      },
    });
  } finally {
    await stage?.close();
    await member?.close();
    folders.clear();
  }
  process.exitCode = ExitCode.done;
}

interface Sitting {
  readonly records: Records;
  readonly paper: Paper;
  readonly options: ExamOptions;
  readonly globals: Globals;
  /** What all lines of this examination are known by. */
  readonly examination: string;
  /** Where it is sat in a class. */
  readonly member?: ClassMember;
  readonly inClass?: ExamInClass;
}

/** Opens scenario after scenario; a class hears when one begins and ends. */
function inSight({ inClass, ...setting }: DrillSetting & Pick<Sitting, 'inClass'>) {
  return async (shelved: Shelved): Promise<Result<OpenedDrill, Text>> => {
    const opened = await openKept(shelved, setting);
    if (!opened.ok || !inClass) return opened;
    inClass.begins(shelved, opened.value.drill);
    return ok({
      ...opened.value,
      finish(ended) {
        inClass.ends();
        return opened.value.finish(ended);
      },
    });
  };
}

function attemptNext(results: readonly TrainingResult[], { paper, options }: Pick<Sitting, 'paper' | 'options'>) {
  return attemptsAt(results, options.trainee, paper.seed) + 1;
}

/** What the beginning and the result have in common. */
function examinationLine({ paper, options, globals, examination }: Sitting) {
  return {
    kind: 'exam',
    trainee: options.trainee,
    class: options.class,
    at: globals.machineClock.now(),
    item: String(paper.seed),
    prompts: [],
    keys: 0,
    hints: 0,
    terms: {
      pass: options.pass,
      minutes: options.minutes,
      scenarios: paper.items.length,
      questions: paper.questions.length,
      ...(options.trainerMayAct && { trainerMayAct: true as const }),
    },
    examination,
  } satisfies Partial<NewResult>;
}

function worthOfPaper({ items, questions }: Paper): number {
  const scenarios = items.reduce((sum, { scenario }) => sum + worthOf(scenario), 0);
  return scenarios + questions.length * answerPoints;
}

/** Put down before anything is shown: an examination that was cut short, however, is one that was given up. */
function begin(sitting: Sitting): Result<number, Text> {
  const { paper, records } = sitting;
  const kept = orNotKept(() =>
    records.addAfter((standing) => ({
      ...examinationLine(sitting),
      title: { zh: `考试 ${paper.seed}：没有考完`, en: `Examination ${paper.seed}: not finished` },
      points: 0,
      of: worthOfPaper(paper),
      parts: [],
      seconds: 0,
      passed: false,
      attempt: attemptNext(standing, sitting),
      begun: true,
    })),
  );
  return kept.ok ? ok(kept.value.attempt ?? 1) : kept;
}

/** As the lines of its scenarios say, which are signed already. */
function interventionsIn(standing: readonly TrainingResult[], examination: string): number {
  const items = standing.filter((line) => line.kind === 'exam-item' && line.examination === examination);
  return items.reduce((sum, { interventions = 0 }) => sum + interventions, 0);
}

/** Signs and keeps the result, beside the beginning that it belongs to. */
function keep(parts: readonly ExamPart[], seconds: number, sitting: Sitting): ExamEnd {
  const { records, paper, options } = sitting;
  const points = parts.reduce((sum, part) => sum + part.points, 0);
  const of = parts.reduce((sum, part) => sum + part.of, 0);
  const passed = points * 100 >= options.pass * of;
  const theory = parts.length > paper.items.length ? parts.at(-1) : undefined;
  const lost = theory?.lost.map((each) => ({ ...each })) ?? [];
  const kept = orNotKept(() =>
    records.addAfter((standing) => ({
      ...examinationLine(sitting),
      title: { zh: `考试 ${paper.seed}`, en: `Examination ${paper.seed}` },
      points,
      of,
      parts: theory ? [{ part: 'theory', points: theory.points, of: theory.of, lost }] : [],
      seconds,
      passed,
      attempt: standing.find(({ examination }) => examination === sitting.examination)?.attempt ?? 1,
      ...(options.trainerMayAct && { interventions: interventionsIn(standing, sitting.examination) }),
    })),
  );
  sitting.inClass?.over({ points, of });
  if (!kept.ok) return { passed, notKept: kept.error };
  sitting.member?.examined(kept.value);
  return { passed };
}
