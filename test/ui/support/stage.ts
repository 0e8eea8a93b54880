// What directs a drill or an examination, without a terminal: real cities, real drills, time in the test's hand, keys by their
// names, and what is shown as text.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { practiceCounterOf } from '../../../src/cli/practice-counter.ts';
import { holderNames, namesOn } from '../../../src/cli/training-stage.ts';
import { dateOf } from '../../../src/domain/date.ts';
import type { Language, Text } from '../../../src/domain/language.ts';
import { failure, ok, type Result } from '../../../src/domain/result.ts';
import { type Drill, openDrill } from '../../../src/training/drill/drill.ts';
import type { Model } from '../../../src/training/drill/model.ts';
import { runModel } from '../../../src/training/drill/run-model.ts';
import { scoreOf } from '../../../src/training/drill/score.ts';
import { nextEvent } from '../../../src/training/scenario/at-reader.ts';
import { readScenario } from '../../../src/training/scenario/read.ts';
import type { Shelved } from '../../../src/training/scenario/shelf.ts';
import type { LogEntry, LogHead } from '../../../src/training/session/log.ts';
import { replayTime } from '../../../src/training/session/session-time.ts';
import type { OpenedDrill } from '../../../src/ui/drill/drill-stage.ts';
import { keyNamed } from '../../../src/ui/keys/key-named.ts';
import { penFor } from '../../../src/ui/language/pen.ts';
import type { StageSurroundings } from '../../../src/ui/run-stage.tsx';
import { sheetLines } from '../../../src/ui/stage/sheet-view.ts';
import { showWords } from '../../../src/ui/stage/show-words.ts';
import type { StageStore } from '../../../src/ui/stage/stage.ts';
import type { CounterStore } from '../../../src/ui/store.ts';
import { framesFor } from '../../../src/ui/text/frames.ts';
import { plainText } from '../../../src/ui/text/line.ts';
import { top } from '../../support/paths.ts';
import { stageAt, start } from '../../training/practice.ts';
import { ManualClock } from './terminal.ts';

export const names = namesOn(dateOf('2011-08-15'));
export const holderName = holderNames(names);

export function shelvedNamed(name: string): Shelved {
  const path = join(top, 'fixtures', 'scenarios', `${name}.yaml`);
  const read = readScenario(readFileSync(path, 'utf8'), path);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return { name, path, scenario: read.value, prompts: [] };
}

const models = new Map<string, Model>();

async function modelOf({ name, scenario }: Shelved): Promise<Model> {
  const known = models.get(name);
  if (known) return known;
  const run = await runModel({ scenario, time: replayTime(start), stage: stageAt(replayTime(start)), names });
  if (!run.ok) throw new Error(JSON.stringify(run.error));
  models.set(name, run.value);
  return run.value;
}

/** Opens drills and remembers: how many at once at most, each one's log, and how it ended. */
export class Drills {
  atOnce = 0;
  most = 0;
  readonly begun: { readonly name: string; readonly entries: LogEntry[]; ended?: string }[] = [];
  readonly clock = new ManualClock();
  /** The one that was opened last. */
  last: Drill | undefined;
  /** The next one does not open, because of this. */
  fails: Text | undefined;

  readonly open = async (shelved: Shelved): Promise<Result<OpenedDrill, Text>> => {
    const { fails } = this;
    this.fails = undefined;
    if (fails) return failure(fails);
    this.atOnce += 1;
    this.most = Math.max(this.most, this.atOnce);
    const time = replayTime(start);
    const entries: LogEntry[] = [];
    const begun: (typeof this.begun)[number] = { name: shelved.name, entries };
    const { scenario } = shelved;
    const stage = stageAt(time);
    const drill = await openDrill({ scenario, stage, time, names, listen: (entry) => void entries.push(entry) });
    if (!drill.ok) throw new Error(JSON.stringify(drill.error));
    this.begun.push(begun);
    this.last = drill.value;
    const head: LogHead = {
      mode: 'drill',
      scenario: null,
      trainee: 'T',
      start,
      hospital: scenario.hospital,
      window: 1,
    };
    return ok({
      drill: drill.value,
      finish: async (ended) => {
        await drill.value.practice.end(ended);
        begun.ended = ended;
        this.atOnce -= 1;
        return { score: scoreOf({ head, entries }, await modelOf(shelved), scenario, names), kept: '' };
      },
    });
  };
}

export interface StageHand {
  readonly surroundings: StageSurroundings;
  quits: number;
}

export function surroundingsOf(language: Language): StageHand {
  const hand: StageHand = {
    quits: 0,
    surroundings: {
      pen: penFor(language, framesFor('one')),
      size: () => ({ columns: 80, rows: 24 }),
      linear: false,
      repaint: () => {},
      quit: () => {
        hand.quits += 1;
      },
    },
  };
  return hand;
}

export function counterOf({ surroundings }: StageHand, clock: ManualClock, examination = false) {
  return practiceCounterOf({ surroundings, clock, foundedOn: dateOf('2011-08-15'), examination });
}

/** Presses keys by their names on a stage, and reads what it shows. */
export function handsOn(stage: StageStore, { surroundings: { pen } }: StageHand) {
  const press = (...keys: readonly string[]) => {
    for (const name of keys) {
      const key = keyNamed(name);
      if (!key) throw new Error(`no key ${name}`);
      stage.press(key);
    }
  };
  const sheet = () =>
    sheetLines(stage.view().sheet, pen, { width: 78, rows: 24 })
      .map((line) => plainText(line).trimEnd())
      .join('\n');
  /** Both the sheet and the counter. */
  const text = () => `${sheet()}\n${stage.view().at === 'counter' ? showWords(stage.view(), pen).join('\n') : ''}`;
  /** Resolves when the stage, or the counter on it, has come to what is wanted. */
  const until = (wanted: () => boolean) =>
    new Promise<void>((resolve) => {
      let endCounter = () => {};
      let listened: CounterStore | undefined;
      const look = () => {
        const show = stage.view();
        const counter = show.at === 'counter' ? show.counter : undefined;
        if (counter !== listened) {
          endCounter();
          endCounter = counter?.subscribe(look) ?? (() => {});
          listened = counter;
        }
        if (!wanted()) return;
        endStage();
        endCounter();
        resolve();
      };
      const endStage = stage.subscribe(look);
      look();
    });
  const sees = (piece: string) => until(() => text().includes(piece));
  return { press, sheet, text, until, sees };
}

/** A card into the reader of a drill's window, until it was seen and everything came of it. */
export async function insert({ drill }: Pick<OpenedDrill, 'drill'>, card: string): Promise<void> {
  const seen = nextEvent(drill.practice.window(), 'card-in');
  drill.practice.mock.insert(card);
  await seen;
  await drill.settled();
}
