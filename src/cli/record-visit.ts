// A visit in a city of its own: recorded, so that the log can be played again from nothing, or worked in sight of an instructor,
// or both.

import { closeSync, openSync, writeSync } from 'node:fs';
import { faults } from '../../drivers/open.ts';
import { systemSchedule } from '../hospital/schedule.ts';
import { printedLines } from '../training/print.ts';
import { entryLine, headLine, type LogEntry, type LogHead } from '../training/session/log.ts';
import { openPractice, type Practice } from '../training/session/practice.ts';
import { liveTime } from '../training/session/session-time.ts';
import { runCounter } from '../ui/counter.tsx';
import type { Notice } from '../ui/model/state.ts';
import { PracticeStage, practiceKeys } from '../ui/practice/practice-stage.ts';
import { runStage } from '../ui/run-stage.tsx';
import { loadCardSummaries } from './card-fixtures.ts';
import { reportCityProblem } from './city.ts';
import { type ClassMember, classAddressOf, classMember } from './class-member.ts';
import { practiceInClass } from './class-stage.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import type { Globals } from './globals.ts';
import { keepAsScenario } from './own-scenarios.ts';
import { practiceCounterOf } from './practice-counter.ts';
import { ownFolders, terminalClock, thisTerminal } from './training-stage.ts';

export interface VisitOptions {
  readonly hospital: string;
  readonly trainee: string;
  /** The file of the log; absent: none is kept. */
  readonly record?: string;
  readonly classAt?: string;
}

interface VisitLog {
  readonly write: (line: string) => void;
  close(): void;
}

function begin(file: string | undefined, head: LogHead): VisitLog {
  if (file === undefined) return { write: () => {}, close: () => {} };
  let handle: number;
  try {
    handle = openSync(file, 'wx', 0o600);
  } catch (error) {
    throw new WrongUsage(`${file}: cannot be written (${error instanceof Error ? error.message : String(error)})`);
  }
  const write = (line: string) => void writeSync(handle, `${line}\n`);
  write(headLine(head));
  return { write, close: () => closeSync(handle) };
}

export async function recordVisit(options: VisitOptions, globals: Globals): Promise<void> {
  const { hospital, trainee, record, classAt } = options;
  const start = globals.clock.now();
  const member =
    classAt === undefined ? undefined : classMember({ address: classAddressOf(classAt, trainee), trainee });
  const head: LogHead = {
    mode: 'visit',
    scenario: null,
    trainee: member ? trainee : null,
    start,
    hospital,
    window: 1,
  };
  const folders = ownFolders(globals.language);
  const entries: LogEntry[] = [];
  const time = liveTime(start, systemSchedule);
  const session = member?.begins(head);
  let log: VisitLog | undefined;
  try {
    const { write, close } = begin(record, head);
    log = { write, close };
    const opened = await openPractice({
      stage: folders.stageAt(time),
      hospital,
      time,
      listen(entry) {
        entries.push(entry);
        write(entryLine(entry));
        session?.heard(entry);
      },
    });
    if (!opened.ok) {
      reportCityProblem(opened.error, globals.language);
      return;
    }
    const save = () => keepAsScenario({ head, entries }, `${start.slice(0, 10)}-visit`, globals);
    const practice = opened.value;
    if (member) await inClass(practice, member, { save, trainee, globals });
    else await alone(practice, save, globals);
    await practice.end('done');
    await member?.close();
    process.exitCode = ExitCode.done;
  } finally {
    log?.close();
    folders.clear();
  }
}

/** The counter fills the terminal, as at work. */
async function alone(practice: Practice, save: () => Notice, globals: Globals): Promise<void> {
  const { idMock } = practice;
  const cards = loadCardSummaries(globals.businessDate).map(({ card, holder, about }) => ({ id: card, holder, about }));
  await runCounter({
    desk: practice.desk,
    mock: practice.mock,
    ...(idMock && { idMock }),
    cards,
    faults,
    line: practice.line,
    language: globals.language,
    clock: { ...terminalClock(globals), now: () => practice.now() },
    receipt: (printed) => printedLines(practice.desk.place, printed),
    stdin: process.stdin,
    stdout: process.stdout,
    environment: process.env,
    onKey: (name) => (name === 'ctrl+k' ? save() : undefined),
  });
}

interface InClass {
  readonly save: () => Notice;
  readonly trainee: string;
  readonly globals: Globals;
}

async function inClass(practice: Practice, member: ClassMember, { save, trainee, globals }: InClass): Promise<void> {
  const clock = terminalClock(globals);
  let stage: PracticeStage | undefined;
  try {
    await runStage({
      ...thisTerminal(globals, clock),
      stage(surroundings) {
        const open = practiceCounterOf({ surroundings, clock, foundedOn: globals.businessDate });
        const counter = member.watch(open(practice, () => surroundings.quit(), practiceKeys));
        stage = new PracticeStage({ practice, counter, clock, trainee, save, aboutClass: () => member.about() });
        member.attend(practiceInClass(stage, practice), surroundings.pen);
        return stage;
      },
    });
  } finally {
    stage?.close();
  }
}
