// `yibao-pos drill [SCENARIO]`: the trainee works the real counter; what it was worth is said at the end and kept.

import { join } from 'node:path';
import type { Command } from 'commander';
import type { Timestamp } from '../domain/date.ts';
import { inLanguage, type Text } from '../domain/language.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import { systemSchedule } from '../hospital/schedule.ts';
import { openDrill } from '../training/drill/drill.ts';
import { lossesIn } from '../training/drill/finding.ts';
import type { Model } from '../training/drill/model.ts';
import type { Names } from '../training/drill/plan.ts';
import { runModel } from '../training/drill/run-model.ts';
import { type Score, scoreOf } from '../training/drill/score.ts';
import type { NewResult, Records } from '../training/records/records.ts';
import type { Shelved } from '../training/scenario/shelf.ts';
import { stepWords } from '../training/scenario/step-words.ts';
import type { LogEntry, LogHead, SessionLog } from '../training/session/log.ts';
import { liveTime, replayTime } from '../training/session/session-time.ts';
import { DrillStage, type OpenedDrill } from '../ui/drill/drill-stage.ts';
import type { Notice } from '../ui/model/state.ts';
import { runStage } from '../ui/run-stage.tsx';
import type { CounterStore } from '../ui/store.ts';
import { type ClassMember, classAddressOf, classMember } from './class-member.ts';
import { drillInClass } from './class-stage.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { keepAsScenario, shelfWithOwn } from './own-scenarios.ts';
import { practiceCounterOf } from './practice-counter.ts';
import {
  demandTerminal,
  type Folders,
  holderNames,
  hospitalName,
  inNames,
  namesOn,
  orNotKept,
  ownFolders,
  problemWords,
  recordsOrRefuse,
  startOf,
  terminalClock,
  thisTerminal,
} from './training-stage.ts';

interface DrillOptions {
  readonly trainee: string;
  readonly class: string;
  readonly classAt?: string;
}

export function registerDrillCommand(program: Command): void {
  program
    .command('drill')
    .argument('[scenario]', "the name of a scenario, one's own too; without it the list")
    .description('work a scenario at the real counter and be scored / 练习')
    .option('--trainee <name>', 'whose result it is / 学员', 'trainee')
    .option('--class <name>', 'the class / 班级', '')
    .option('--class-at <url>', 'join the class that `yibao-pos instructor` shows / 加入讲师的班级')
    .addHelpText(
      'after',
      '\nWhile the trainer has frozen the counter its keys do nothing, and nothing that was typed then acts later.\n' +
        '\nExamples:\n  yibao-pos drill\n  yibao-pos drill prompt-month-unpaid --trainee 张三\n',
    )
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
  const names = namesOn(globals.businessDate);
  const shelf = inNames(shelfWithOwn(globals), names);
  const first = name === undefined ? undefined : shelvedNamed(name, shelf);
  const address = options.classAt === undefined ? undefined : classAddressOf(options.classAt, options.trainee);
  demandTerminal('a drill');
  const records = recordsOrRefuse(trainingFolder(globals), globals.language);
  const folders = ownFolders(globals.language);
  const clock = terminalClock(globals);
  const member = address && classMember({ address, trainee: options.trainee });
  const setting = { names, records, folders, options, globals, ...(member && { member }) };
  let stage: DrillStage | undefined;
  let counterNow: CounterStore | undefined;
  try {
    await runStage({
      ...thisTerminal(globals, clock),
      stage(surroundings) {
        const counter = practiceCounterOf({ surroundings, clock, foundedOn: globals.businessDate });
        stage = new DrillStage({
          surroundings,
          clock,
          shelf,
          names: holderNames(names),
          hospitalName,
          open: (shelved) => openKept(shelved, { ...setting, say: (said) => counterNow?.say(said) }),
          counter: (practice, onQuit, outside) => {
            counterNow = counter(practice, onQuit, outside);
            return member?.watch(counterNow) ?? counterNow;
          },
          ...(first && { first }),
          ...(member && { aboutClass: () => member.about() }),
        });
        member?.attend(drillInClass(stage, shelf, holderNames(names)), surroundings.pen);
        return stage;
      },
    });
  } finally {
    await stage?.close();
    await member?.close();
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
  /** Of a class; absent: somebody practises alone. */
  readonly member?: ClassMember;
  /** Which examination it is a scenario of; absent: a drill. */
  readonly examination?: string;
  /** Says on the counter what was kept as a scenario, that days went by, or data came back from a copy: on the least screen the sheet is behind it. */
  readonly say?: (said: Notice) => void;
}

/** Opens a drill whose log is kept as it happens; at its end the model is run and the score kept as well. */
export async function openKept(shelved: Shelved, setting: DrillSetting): Promise<Result<OpenedDrill, Text>> {
  const { names, records, folders, options, globals } = setting;
  const { scenario } = shelved;
  const start = startOf(scenario, globals.businessDate);
  const head: LogHead = {
    mode: setting.examination === undefined ? 'drill' : 'exam',
    scenario: shelved.name,
    trainee: options.trainee,
    start,
    hospital: scenario.hospital,
    window: 1,
  };
  const begun = orNotKept(() => records.beginLog(`${globals.machineClock.now().slice(0, 10)}-${shelved.name}`, head));
  if (!begun.ok) return begun;
  const log = begun.value;
  const entries: LogEntry[] = [];
  const model = modelFor(shelved, start, setting);
  const session = setting.member?.begins(head);
  // Before the trainee's time runs; of an examination nobody hears it.
  if (setting.examination === undefined) session?.scoring(await scoreSoFar(shelved, { head, entries }, model, names));
  const time = liveTime(start, systemSchedule);
  const opened = await openDrill({
    scenario,
    stage: folders.stageAt(time),
    time,
    names,
    listen(entry) {
      entries.push(entry);
      // Where the disk fills up in its midst the work goes on, and at its end the result says so.
      const heard = orNotKept(() => log.listen(entry));
      if (!heard.ok) setting.say?.({ text: heard.error, meaning: 'refused' });
      session?.heard(entry);
      // Else only the date at the head of the screen, or rows that are gone, would tell of it.
      if ('did' in entry && (entry.did.name === 'days-pass' || entry.did.name === 'restore'))
        setting.say?.({ text: stepWords(entry.did, holderNames(names)), meaning: 'attention' });
    },
  });
  if (!opened.ok) {
    log.close();
    return failure(problemWords(opened.error, globals.language));
  }
  return ok({
    drill: opened.value,
    save() {
      const said = keepAsScenario({ head, entries }, `${start.slice(0, 10)}-${shelved.name}`, globals);
      setting.say?.(said);
      return said;
    },
    async finish(ended) {
      await opened.value.practice.end(ended);
      log.close();
      const score = scoreOf({ head, entries }, await model(), scenario, names);
      session?.scored(score);
      const kept = orNotKept(() => records.add(resultOf(shelved, score, entries, setting)));
      if (!kept.ok) return { score, kept: inLanguage(kept.error, globals.language) };
      session?.kept(kept.value);
      return { score, kept: log.path };
    },
  });
}

/** What a good cashier would have done: run once, when it is first wanted. */
function modelFor(shelved: Shelved, start: Timestamp, setting: DrillSetting): () => Promise<Model> {
  let model: Promise<Model> | undefined;
  return () => {
    model ??= runModelOf(shelved, start, setting);
    return model;
  };
}

async function runModelOf({ scenario }: Shelved, start: Timestamp, setting: DrillSetting): Promise<Model> {
  const { names, folders, globals } = setting;
  const time = replayTime(start);
  const model = await runModel({ scenario, stage: folders.stageAt(time), time, names });
  if (model.ok) return model.value;
  const why =
    model.error.kind === 'step'
      ? `${scenario.file}:${model.error.line}: ${inLanguage(model.error.message, globals.language)}`
      : scenario.file;
  throw new WrongUsage(`${why}: the scenario does not run through / 情景走不通`);
}

/** What the drill would be worth if it ended now, as long as the log has not grown the same. */
async function scoreSoFar({ scenario }: Shelved, log: SessionLog, model: () => Promise<Model>, names: Names) {
  const expected = await model();
  let at = -1;
  let score: Score | undefined;
  return () => {
    if (log.entries.length !== at) score = scoreOf(log, expected, scenario, names);
    at = log.entries.length;
    return score;
  };
}

function resultOf(
  { name, scenario, prompts }: Shelved,
  score: Score,
  entries: readonly LogEntry[],
  { options, globals, examination }: DrillSetting,
): NewResult {
  const interventions = entries.filter((entry) => 'did' in entry && entry.by === 'trainer').length;
  return {
    kind: examination === undefined ? 'drill' : 'exam-item',
    trainee: options.trainee,
    class: options.class,
    at: globals.machineClock.now(),
    item: name,
    title: { ...scenario.title },
    prompts: [...prompts],
    points: score.points,
    of: score.of,
    parts: score.parts.map(({ part, points, of, evidence }) => ({ part, points, of, lost: lossesIn(evidence) })),
    seconds: score.seconds,
    keys: score.keys,
    hints: score.hints,
    ...(examination !== undefined && { examination }),
    ...(interventions > 0 && { interventions }),
  };
}
