// `yibao-pos drill [SCENARIO]`: the trainee works the real counter; what it was worth is said at the end and kept.

import { join } from 'node:path';
import type { Command } from 'commander';
import type { Text } from '../domain/language.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import { systemSchedule } from '../hospital/schedule.ts';
import { openDrill } from '../training/drill/drill.ts';
import type { Names } from '../training/drill/plan.ts';
import { runModel } from '../training/drill/run-model.ts';
import { type Score, scoreOf } from '../training/drill/score.ts';
import { type Records, recordsIn } from '../training/records/records.ts';
import type { TrainingResult } from '../training/records/result.ts';
import type { Shelved } from '../training/scenario/shelf.ts';
import type { LogEntry, LogHead } from '../training/session/log.ts';
import { liveTime, replayTime } from '../training/session/session-time.ts';
import { DrillStage, type OpenedDrill } from '../ui/drill/drill-stage.ts';
import { runStage } from '../ui/run-stage.tsx';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { practiceCounterOf } from './practice-counter.ts';
import {
  demandTerminal,
  type Folders,
  holderNames,
  hospitalName,
  namesOn,
  ownFolders,
  problemWords,
  shelfOrRefuse,
  startOf,
  terminalClock,
} from './training-stage.ts';

interface DrillOptions {
  readonly trainee: string;
  readonly class: string;
}

export function registerDrillCommand(program: Command): void {
  program
    .command('drill')
    .argument('[scenario]', 'the name of a scenario; without it the list')
    .description('work a scenario at the real counter and be scored / 练习')
    .option('--trainee <name>', 'whose result it is / 学员', 'trainee')
    .option('--class <name>', 'the class / 班级', '')
    .addHelpText('after', '\nExamples:\n  yibao-pos drill\n  yibao-pos drill prompt-month-unpaid --trainee 张三\n')
    .action((name: string | undefined, options: DrillOptions, command: Command) =>
      drill(name, options, globalsOf(command)),
    );
}

function shelvedNamed(name: string, shelf: readonly Shelved[]): Shelved {
  const found = shelf.find((each) => each.name === name);
  if (found) return found;
  throw new WrongUsage(`no scenario ${name}: there are ${shelf.map((each) => each.name).join(', ')} / 没有这个情景`);
}

/** Where logs and results of training are kept. */
export function trainingFolder({ dataFolder }: Globals): string {
  return join(dataFolder, 'training');
}

async function drill(name: string | undefined, options: DrillOptions, globals: Globals): Promise<void> {
  const shelf = shelfOrRefuse(globals.language);
  const first = name === undefined ? undefined : shelvedNamed(name, shelf);
  demandTerminal('a drill');
  const records = recordsIn(trainingFolder(globals));
  const folders = ownFolders();
  const clock = terminalClock(globals);
  const names = namesOn(globals.businessDate);
  let stage: DrillStage | undefined;
  try {
    await runStage({
      language: globals.language,
      environment: process.env,
      stdin: process.stdin,
      stdout: process.stdout,
      clock,
      stage(surroundings) {
        stage = new DrillStage({
          surroundings,
          clock,
          shelf,
          names: holderNames(names),
          hospitalName,
          open: (shelved) => openKept(shelved, { names, records, folders, options, globals }),
          counter: practiceCounterOf({ surroundings, clock, foundedOn: globals.businessDate }),
          ...(first && { first }),
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

export interface DrillSetting {
  readonly names: Names;
  readonly records: Records;
  readonly folders: Folders;
  readonly options: DrillOptions;
  readonly globals: Globals;
  /** Absent: a drill. */
  readonly mode?: 'exam';
}

/** Opens a drill whose log is kept as it happens; at its end the model is run and the score kept as well. */
export async function openKept(shelved: Shelved, setting: DrillSetting): Promise<Result<OpenedDrill, Text>> {
  const { names, records, folders, options, globals } = setting;
  const { scenario } = shelved;
  const start = startOf(scenario, globals.businessDate);
  const time = liveTime(start, systemSchedule);
  const head: LogHead = {
    mode: setting.mode ?? 'drill',
    scenario: shelved.name,
    trainee: options.trainee,
    start,
    hospital: scenario.hospital,
    window: 1,
  };
  const log = records.beginLog(`${globals.clock.now().slice(0, 10)}-${shelved.name}`, head);
  const entries: LogEntry[] = [];
  const opened = await openDrill({
    scenario,
    stage: folders.stageAt(time),
    time,
    names,
    listen(entry) {
      entries.push(entry);
      log.listen(entry);
    },
  });
  if (!opened.ok) {
    log.close();
    return failure(problemWords(opened.error, globals.language));
  }
  return ok({
    drill: opened.value,
    async finish(ended) {
      await opened.value.practice.end(ended);
      log.close();
      const score = await scoreAgainstModel(shelved, { head, entries }, setting);
      records.add(resultOf(shelved, score, setting));
      return { score, kept: log.path };
    },
  });
}

async function scoreAgainstModel(
  { scenario }: Shelved,
  log: { readonly head: LogHead; readonly entries: readonly LogEntry[] },
  { names, folders }: DrillSetting,
): Promise<Score> {
  const time = replayTime(log.head.start);
  const model = await runModel({ scenario, stage: folders.stageAt(time), time, names });
  if (model.ok) return scoreOf(log, model.value, scenario, names);
  const why =
    model.error.kind === 'step' ? `${scenario.file}:${model.error.line}: ${model.error.message}` : scenario.file;
  throw new WrongUsage(`${why}: the scenario does not run through / 情景走不通`);
}

function resultOf(
  { name, scenario, prompts }: Shelved,
  score: Score,
  { options, globals, mode }: DrillSetting,
): TrainingResult {
  return {
    kind: mode === 'exam' ? 'exam-item' : 'drill',
    trainee: options.trainee,
    class: options.class,
    at: globals.clock.now(),
    item: name,
    title: { ...scenario.title },
    prompts: [...prompts],
    points: score.points,
    of: score.of,
    parts: score.parts.map(({ part, points, of }) => ({ part, points, of })),
    seconds: score.seconds,
    keys: score.keys,
    hints: score.hints,
  };
}
