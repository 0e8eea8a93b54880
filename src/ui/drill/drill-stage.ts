// Directs drills: the list of scenarios, the patient's coming, the counter in the trainee's hands, the score; and again.

import type { Text } from '../../domain/language.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Drill } from '../../training/drill/drill.ts';
import type { Score } from '../../training/drill/score.ts';
import type { Shelved } from '../../training/scenario/shelf.ts';
import type { HolderNames } from '../../training/scenario/step-words.ts';
import type { Held } from '../../training/session/log.ts';
import type { Practice } from '../../training/session/practice.ts';
import { Turns } from '../../training/session/turns.ts';
import type { CounterClock } from '../clock.ts';
import { type Key, keyName } from '../keys/key.ts';
import type { OutsideKey } from '../model/moment.ts';
import type { StageSurroundings } from '../run-stage.tsx';
import { scrollable, scrolledBy } from '../stage/scrolling.ts';
import type { Sheet, SheetKey } from '../stage/sheet.ts';
import type { Show, StageStore } from '../stage/stage.ts';
import type { CounterStore } from '../store.ts';
import { DrillRun, type Ended } from './drill-run.ts';
import { heldWords, introSheet, keysOf, scoreSheet, words } from './drill-sheets.ts';

/** A drill that was opened, and what becomes of it. */
export interface OpenedDrill {
  readonly drill: Drill;
  /** Keeps it as it stands as a scenario, and says where. */
  readonly save?: () => NonNullable<Sheet['notice']>;
  /** Closes its city and says what it was worth; `kept`: where its log is. */
  finish(ended: Ended): Promise<{ readonly score: Score; readonly kept: string }>;
}

export interface DrillParts {
  readonly surroundings: StageSurroundings;
  readonly clock: CounterClock;
  readonly shelf: readonly Shelved[];
  readonly names: HolderNames;
  readonly hospitalName: (hospital: string) => string;
  readonly open: (shelved: Shelved) => Promise<Result<OpenedDrill, Text>>;
  /** `outside`: the keys that the drill takes before the counter does. */
  readonly counter: (practice: Practice, onQuit: () => void, outside: readonly OutsideKey[]) => CounterStore;
  /** The scenario to begin with. */
  readonly first?: Shelved;
  /** A sentence about the class that this counter belongs to, at the foot of what is shown. */
  readonly aboutClass?: () => Sheet['notice'];
}

/** The drill that is being worked. */
export interface Working {
  readonly shelved: Shelved;
  readonly drill: Drill;
  readonly run: DrillRun;
}

type At =
  | { readonly at: 'list'; readonly notice?: Sheet['notice'] }
  | { readonly at: 'intro'; readonly shelved: Shelved }
  | { readonly at: 'opening'; readonly shelved: Shelved; readonly text: Text }
  | { readonly at: 'running'; readonly shelved: Shelved; readonly opened: OpenedDrill; readonly run: DrillRun }
  | {
      readonly at: 'scored';
      readonly shelved: Shelved;
      readonly score: Score;
      readonly kept: string;
      readonly scroll: number;
    };

type Opening = Extract<At, { at: 'opening' }>;
type Running = Extract<At, { at: 'running' }>;

const texts = {
  title: { zh: '练习：选一个情景', en: 'Drill: choose a scenario' },
  opening: { zh: '患者正走过来…', en: 'the patient is coming…' },
  scoring: { zh: '正在评分…', en: 'scoring…' },
} satisfies Record<string, Text>;

const listKeys: readonly SheetKey[] = [
  { key: 'enter', label: { zh: '练习', en: 'drill' } },
  { key: 'up', label: { zh: '上', en: 'up' } },
  { key: 'down', label: { zh: '下', en: 'down' } },
  { key: 'ctrl+q', label: { zh: '结束', en: 'quit' } },
];
const introKeys: readonly SheetKey[] = [
  { key: 'enter', label: words.begin },
  { key: 'escape', label: words.leave },
];
const scoredKeys: readonly SheetKey[] = [
  { key: 'enter', label: { zh: '再练一次', en: 'again' } },
  { key: 'escape', label: { zh: '选别的', en: 'another' } },
  { key: 'ctrl+q', label: { zh: '结束', en: 'quit' } },
];

function heldNotice(held: Exclude<Held, 'free'>): Sheet['notice'] {
  return { text: heldWords[held], meaning: 'attention' };
}

export class DrillStage implements StageStore {
  readonly #parts: DrillParts;
  readonly #listeners = new Set<() => void>();
  #at: At = { at: 'list' };
  #index = 0;
  #show: Show | undefined;
  readonly #turns = new Turns();
  #held: Held = 'free';

  constructor(parts: DrillParts) {
    this.#parts = parts;
    if (parts.first) this.#at = { at: 'intro', shelved: parts.first };
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly view = (): Show => {
    this.#show ??= this.#withClass(this.#look());
    return this.#show;
  };

  get held(): Held {
    return this.#held;
  }

  /** Undefined while none is worked. */
  working(): Working | undefined {
    const at = this.#at;
    return at.at === 'running' ? { shelved: at.shelved, drill: at.opened.drill, run: at.run } : undefined;
  }

  scored(): Score | undefined {
    return this.#at.at === 'scored' ? this.#at.score : undefined;
  }

  /** The trainer holds the window, or lets it go; the trainee's keys wait meanwhile. */
  hold(held: Held): void {
    this.#held = held;
    if (this.#at.at === 'running') this.#at.run.hold(held);
    this.touch();
  }

  /** A scenario's patient comes at once; what is being worked ends where it is. Of two who are sent at once, the second stays. */
  send(shelved: Shelved): Promise<Result<void, Text>> {
    return this.#turns.take(async () => {
      if (this.#at.at === 'running') await this.#finish(this.#at, 'left');
      return this.#open(this.#opening(shelved));
    });
  }

  /** Something that is shown has changed elsewhere. */
  touch(): void {
    this.#changed();
  }

  press(key: Key): void {
    const at = this.#at;
    if (at.at === 'running') {
      at.run.press(key);
      return;
    }
    if (this.#held !== 'free') return;
    const name = keyName(key) ?? '';
    if (name === 'ctrl+q' || name === 'ctrl+c') this.#parts.surroundings.quit();
    else if (at.at === 'list') this.#inList(name);
    else if (at.at === 'intro' || at.at === 'scored') this.#atPage(at, name);
    this.#changed();
  }

  /** Whatever was still to be done is done first. */
  close(): Promise<void> {
    return this.#turns.take(async () => {
      if (this.#at.at === 'running') await this.#finish(this.#at, 'left');
    });
  }

  #atPage(at: Extract<At, { at: 'intro' | 'scored' }>, name: string): void {
    if (name === 'enter') this.#begin(at.shelved);
    else if (name === 'escape') this.#at = { at: 'list' };
    else if (at.at === 'scored') {
      const scroll = scrolledBy(name, this.#scoredSheet(at), this.#parts.surroundings);
      if (scroll !== undefined) this.#at = { ...at, scroll };
    }
  }

  #look(): Show {
    const at = this.#at;
    switch (at.at) {
      case 'list':
        return { at: 'page', sheet: this.#listSheet(at.notice) };
      case 'intro': {
        const { scenario } = at.shelved;
        const { hospitalName, names } = this.#parts;
        return {
          at: 'page',
          sheet: introSheet({ scenario, hospitalName: hospitalName(scenario.hospital), names, keys: introKeys }),
        };
      }
      case 'opening': {
        const { title } = at.shelved.scenario;
        return { at: 'page', sheet: { title, parts: [{ is: 'text', text: at.text }], keys: [] } };
      }
      case 'running':
        return at.run.show();
      case 'scored':
        return { at: 'page', sheet: this.#scoredSheet(at) };
    }
  }

  #scoredSheet({ shelved, score, kept, scroll }: Extract<At, { at: 'scored' }>): Sheet {
    return scrollable(scoreSheet(shelved.scenario, score, kept, scoredKeys), scroll, this.#parts.surroundings);
  }

  #withClass(show: Show): Show {
    const notice = show.sheet.notice ?? (this.#held === 'free' ? this.#parts.aboutClass?.() : heldNotice(this.#held));
    return notice ? { ...show, sheet: { ...show.sheet, notice } } : show;
  }

  #listSheet(notice: Sheet['notice']): Sheet {
    const parts = this.#parts.shelf.map(({ scenario }, index) => ({
      is: 'choice' as const,
      key: String(index + 1).padStart(2, ' '),
      text: scenario.title,
      chosen: index === this.#index,
    }));
    return { title: texts.title, parts, keys: listKeys, ...(notice ? { notice } : {}) };
  }

  #changed(): void {
    this.#show = undefined;
    for (const listener of this.#listeners) listener();
  }

  #inList(name: string): void {
    const last = this.#parts.shelf.length - 1;
    const chosen = this.#parts.shelf[this.#index];
    if (name === 'down') this.#index = Math.min(last, this.#index + 1);
    else if (name === 'up') this.#index = Math.max(0, this.#index - 1);
    else if (name === 'escape') this.#parts.surroundings.quit();
    else if (name === 'enter' && chosen) this.#at = { at: 'intro', shelved: chosen };
  }

  #begin(shelved: Shelved): void {
    const opening = this.#opening(shelved);
    void this.#turns.take(async () => {
      // A trainer may have sent somebody else in the meantime.
      if (this.#at === opening) await this.#open(opening);
    });
  }

  #opening(shelved: Shelved): Opening {
    const opening: Opening = { at: 'opening', shelved, text: texts.opening };
    this.#at = opening;
    this.#changed();
    return opening;
  }

  async #open({ shelved }: Opening): Promise<Result<void, Text>> {
    const opened = await this.#parts.open(shelved);
    if (!opened.ok) {
      this.#at = { at: 'list', notice: { text: opened.error, meaning: 'refused' } };
      this.#changed();
      return opened;
    }
    const { drill, save } = opened.value;
    const end = (ended: Ended) => {
      void this.#turns.take(async () => {
        if (this.#at === running) await this.#finish(running, ended);
      });
    };
    const outside = keysOf(shelved.scenario, false, save !== undefined);
    const run = new DrillRun({
      scenario: shelved.scenario,
      drill,
      counter: this.#parts.counter(drill.practice, () => end(drill.isDone() ? 'done' : 'left'), outside),
      clock: this.#parts.clock,
      names: this.#parts.names,
      examination: false,
      ...(save && { save }),
      changed: () => this.#changed(),
      ended: end,
    });
    const running: Running = { at: 'running', shelved, opened: opened.value, run };
    this.#at = running;
    if (this.#held !== 'free') run.hold(this.#held);
    this.#changed();
    return ok(undefined);
  }

  async #finish({ shelved, opened, run }: Running, ended: Ended): Promise<void> {
    run.close();
    this.#at = { at: 'opening', shelved, text: texts.scoring };
    this.#changed();
    const { score, kept } = await opened.finish(ended);
    this.#at = { at: 'scored', shelved, score, kept, scroll: 0 };
    this.#changed();
  }
}
