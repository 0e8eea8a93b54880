// `yibao-pos demo [PROMPT]`: the ten prompts and the ordinary visit, played by the counter itself at the trainer's pace.

import type { Command } from 'commander';
import type { CalendarDate } from '../domain/date.ts';
import type { Text } from '../domain/language.ts';
import { findPromptEntry, promptCatalog } from '../domain/prompt-catalog.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import { systemSchedule } from '../hospital/schedule.ts';
import { type Demonstration, openDemonstration } from '../training/demo/demonstration.ts';
import type { Shelved } from '../training/scenario/shelf.ts';
import type { LogEntry, SessionLog } from '../training/session/log.ts';
import { liveTime } from '../training/session/session-time.ts';
import { DemoStage } from '../ui/demo/demo-stage.ts';
import { type GalleryRow, galleryRows } from '../ui/demo/gallery.ts';
import { runStage } from '../ui/run-stage.tsx';
import type { CounterStore } from '../ui/store.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { keepAsScenario } from './own-scenarios.ts';
import { practiceCounterOf } from './practice-counter.ts';
import {
  demandTerminal,
  type Folders,
  holderNames,
  namesOn,
  ownFolders,
  problemWords,
  shelfOrRefuse,
  startOf,
  terminalClock,
  thisTerminal,
} from './training-stage.ts';

export function registerDemoCommand(program: Command): void {
  program
    .command('demo')
    .argument('[prompt]', 'one of the ten prompts, by number or id; without it the gallery')
    .description('the ten prompts and the ordinary visit, played by themselves / 演示')
    .addHelpText('after', '\nExamples:\n  yibao-pos demo\n  yibao-pos demo 2\n  yibao-pos demo open-reconciliation\n')
    .action((prompt: string | undefined, _options: object, command: Command) => demo(prompt, globalsOf(command)));
}

function rowOf(asked: string, rows: readonly GalleryRow[]): GalleryRow {
  const entry = findPromptEntry(asked) ?? promptCatalog.find(({ number }) => String(number) === asked);
  const row = entry && rows.find(({ prompt }) => prompt === entry.id);
  if (row) return row;
  const known = promptCatalog.map(({ number, id }) => `${number} ${id}`).join(', ');
  throw new WrongUsage(`no prompt ${asked}: there are ${known} / 没有这个提示`);
}

async function demo(asked: string | undefined, globals: Globals): Promise<void> {
  const rows = galleryRows(shelfOrRefuse(globals.language));
  const first = asked === undefined ? undefined : rowOf(asked, rows);
  demandTerminal('a demonstration');
  const folders = ownFolders(globals.language);
  const clock = terminalClock(globals);
  const { businessDate } = globals;
  let stage: DemoStage | undefined;
  let counterNow: CounterStore | undefined;
  const log = new DemoLog();
  try {
    await runStage({
      ...thisTerminal(globals, clock),
      stage(surroundings) {
        const counter = practiceCounterOf({ surroundings, clock, foundedOn: businessDate });
        stage = new DemoStage({
          surroundings,
          clock,
          rows,
          names: holderNames(namesOn(businessDate)),
          open: (row) => openAt(row, globals, folders, log),
          save({ shelved }) {
            const said = keepAsScenario(log.of(shelved, businessDate), `${businessDate}-${shelved.name}`, globals);
            // On the least screen the sheet is behind the counter.
            counterNow?.say(said);
            return said;
          },
          counter(...given) {
            counterNow = counter(...given);
            return counterNow;
          },
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

/** What was done since the demonstration began; a step back begins it anew. */
class DemoLog {
  #entries: LogEntry[] = [];

  beginAnew(): void {
    this.#entries = [];
  }

  hear(entry: LogEntry): void {
    this.#entries.push(entry);
  }

  of({ name, scenario }: Shelved, day: CalendarDate): SessionLog {
    const start = startOf(scenario, day);
    const head = {
      mode: 'demo',
      scenario: name,
      trainee: null,
      start,
      hospital: scenario.hospital,
      window: 1,
    } as const;
    return { head, entries: this.#entries };
  }
}

async function openAt(
  { shelved: { scenario } }: GalleryRow,
  { businessDate, language }: Globals,
  folders: Folders,
  log: DemoLog,
): Promise<Result<Demonstration, Text>> {
  const opened = await openDemonstration({
    scenario,
    newStage() {
      log.beginAnew();
      const time = liveTime(startOf(scenario, businessDate), systemSchedule);
      return { stage: folders.stageAt(time), time };
    },
    listen: (entry) => log.hear(entry),
  });
  return opened.ok ? ok(opened.value) : failure(problemWords(opened.error, language));
}
