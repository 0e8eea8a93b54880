// A visit that is recorded: the counter in a city of its own, so that the log can be played again from nothing.

import { closeSync, openSync, writeSync } from 'node:fs';
import { faults } from '../../drivers/open.ts';
import { systemSchedule } from '../hospital/schedule.ts';
import { printedLines } from '../training/print.ts';
import { entryLine, headLine, type LogEntry, type LogHead } from '../training/session/log.ts';
import { openPractice } from '../training/session/practice.ts';
import { liveTime } from '../training/session/session-time.ts';
import { runCounter } from '../ui/counter.tsx';
import { loadCardSummaries } from './card-fixtures.ts';
import { reportCityProblem } from './city.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import type { Globals } from './globals.ts';
import { keepAsScenario } from './own-scenarios.ts';
import { ownFolders, terminalClock } from './training-stage.ts';

function begin(file: string, head: LogHead) {
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

export async function recordVisit(file: string, hospital: string, globals: Globals): Promise<void> {
  const start = globals.clock.now();
  const head: LogHead = { mode: 'visit', scenario: null, trainee: null, start, hospital, window: 1 };
  const log = begin(file, head);
  const entries: LogEntry[] = [];
  const folders = ownFolders();
  const time = liveTime(start, systemSchedule);
  const clock = terminalClock(globals);
  try {
    const opened = await openPractice({
      stage: folders.stageAt(time),
      hospital,
      time,
      listen(entry) {
        entries.push(entry);
        log.write(entryLine(entry));
      },
    });
    if (!opened.ok) {
      reportCityProblem(opened.error, globals.language);
      return;
    }
    const practice = opened.value;
    const { idMock } = practice;
    const cards = loadCardSummaries(globals.businessDate).map(({ card, holder, about }) => ({
      id: card,
      holder,
      about,
    }));
    await runCounter({
      desk: practice.desk,
      mock: practice.mock,
      ...(idMock && { idMock }),
      cards,
      faults,
      line: practice.line,
      language: globals.language,
      clock: { ...clock, now: () => practice.now() },
      receipt: (printed) => printedLines(practice.desk.place, printed),
      stdin: process.stdin,
      stdout: process.stdout,
      environment: process.env,
      onKey: (name) =>
        name === 'ctrl+k' ? keepAsScenario({ head, entries }, `${start.slice(0, 10)}-visit`, globals) : undefined,
    });
    await practice.end('done');
    process.exitCode = ExitCode.done;
  } finally {
    log.close();
    folders.clear();
  }
}
