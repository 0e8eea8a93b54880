// `yibao-pos demo [PROMPT]`: the ten prompts and the ordinary visit, played by the counter itself at the trainer's pace.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { dateOf, type Timestamp, timestampOf } from '../domain/date.ts';
import { inLanguage, type Text } from '../domain/language.ts';
import { findPromptEntry, promptCatalog } from '../domain/prompt-catalog.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import { systemSchedule } from '../hospital/schedule.ts';
import { problemText } from '../policy/positioned-yaml.ts';
import { openCity } from '../training/city.ts';
import { type Demonstration, openDemonstration } from '../training/demo/demonstration.ts';
import type { Scenario } from '../training/scenario/format.ts';
import { loadShelf, type Shelved } from '../training/scenario/shelf.ts';
import { liveTime } from '../training/session/session-time.ts';
import { DemoStage } from '../ui/demo/demo-stage.ts';
import { type GalleryRow, galleryRows } from '../ui/demo/gallery.ts';
import { runStage } from '../ui/run-stage.tsx';
import { loadCardFixtures } from './card-fixtures.ts';
import { cityPack } from './city.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { practiceCounterOf } from './practice-counter.ts';
import { scenariosFolder } from './scenarios-folder.ts';

export function registerDemoCommand(program: Command): void {
  program
    .command('demo')
    .argument('[prompt]', 'one of the ten prompts, by number or id; without it the gallery')
    .description('the ten prompts and the ordinary visit, played by themselves / 演示')
    .addHelpText('after', '\nExamples:\n  yibao-pos demo\n  yibao-pos demo 2\n  yibao-pos demo open-reconciliation\n')
    .action((prompt: string | undefined, _options: object, command: Command) => demo(prompt, globalsOf(command)));
}

/** The scenarios that come with the product; a broken one is told with its place. */
function shelf({ language }: Globals): readonly Shelved[] {
  const loaded = loadShelf(scenariosFolder);
  if (loaded.ok) return loaded.value;
  throw new WrongUsage(loaded.error.map((problem) => problemText(problem, language)).join('\n'));
}

function rowOf(asked: string, rows: readonly GalleryRow[]): GalleryRow {
  const entry = findPromptEntry(asked) ?? promptCatalog.find(({ number }) => String(number) === asked);
  const row = entry && rows.find(({ key, toPrompt }) => toPrompt && key === String(entry.number % 10));
  if (row) return row;
  const known = promptCatalog.map(({ number, id }) => `${number} ${id}`).join(', ');
  throw new WrongUsage(`no prompt ${asked}: there are ${known} / 没有这个提示`);
}

/** When a scenario happens: at its own date and time where it names them. */
export function startOf(scenario: Scenario, { businessDate }: Globals): Timestamp {
  const date = scenario.date === undefined ? businessDate : dateOf(scenario.date);
  return timestampOf(date, scenario.time ?? '09:30:00');
}

async function demo(asked: string | undefined, globals: Globals): Promise<void> {
  const rows = galleryRows(shelf(globals));
  const first = asked === undefined ? undefined : rowOf(asked, rows);
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new WrongUsage('a demonstration needs a terminal; without one: yibao-pos run FILE / 演示需要终端');
  }
  const folders: string[] = [];
  const newFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), 'yibao-pos-demo-'));
    folders.push(folder);
    return folder;
  };
  const cards = loadCardFixtures(globals.businessDate);
  const clock = {
    now: () => globals.clock.now(),
    monotonic: () => systemSchedule.now(),
    after: systemSchedule.after,
  };
  let stage: DemoStage | undefined;
  try {
    await runStage({
      language: globals.language,
      environment: process.env,
      stdin: process.stdin,
      stdout: process.stdout,
      clock,
      stage(surroundings) {
        stage = new DemoStage({
          surroundings,
          clock,
          rows,
          names: (card) => cards.get(card)?.name ?? card,
          open: (row) => openAt(row, globals, newFolder),
          counter: practiceCounterOf({ surroundings, clock, foundedOn: globals.businessDate }),
          ...(first && { first }),
        });
        return stage;
      },
    });
  } finally {
    await stage?.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
  process.exitCode = ExitCode.done;
}

async function openAt(
  { shelved }: GalleryRow,
  globals: Globals,
  newFolder: () => string,
): Promise<Result<Demonstration, Text>> {
  const { scenario } = shelved;
  const opened = await openDemonstration({
    scenario,
    newStage() {
      const time = liveTime(startOf(scenario, globals), systemSchedule);
      const { clock, schedule } = time;
      const dataFolder = newFolder();
      const stage = {
        open: () => openCity({ dataFolder, clock, schedule, pack: cityPack, cards: loadCardFixtures }),
        readerUrl: 'mock:',
        idReaderUrl: 'mock:',
        windowAt: () => 1,
      };
      return { stage, time };
    },
    listen: () => {},
  });
  if (opened.ok) return ok(opened.value);
  const { error } = opened;
  const cause = error.kind === 'reader' ? error.error.cause : inLanguage(error.cause, globals.language);
  return failure({ zh: cause, en: cause });
}
