// A counter on a stage at which somebody simply practises, in sight of a trainer: no scenario, no score. The trainer may act on
// it, freeze it, or take it over.

import type { Text } from '../../domain/language.ts';
import type { Held } from '../../training/session/log.ts';
import type { Practice } from '../../training/session/practice.ts';
import type { CounterClock } from '../clock.ts';
import { drillKeys, heldBanner } from '../drill/drill-sheets.ts';
import { type Key, keyName } from '../keys/key.ts';
import type { Notice } from '../model/state.ts';
import type { Sheet, SheetKey } from '../stage/sheet.ts';
import type { Show, StageStore } from '../stage/stage.ts';
import type { CounterStore } from '../store.ts';

export interface PracticeStageParts {
  readonly practice: Practice;
  readonly counter: CounterStore;
  readonly clock: CounterClock;
  readonly trainee: string;
  /** Keeps the session as it stands as a scenario, and says where. */
  readonly save: () => Notice;
  /** A sentence about the class. */
  readonly aboutClass: () => Sheet['notice'];
}

/** What the stage takes before the counter does. */
export const practiceKeys: readonly SheetKey[] = [drillKeys.save, drillKeys.turn];

const texts = {
  title: { zh: '练习窗口', en: 'Practice counter' },
  trainee: { zh: '学员', en: 'Trainee' },
  seen: {
    zh: '讲师看得到这个窗口，可以插卡、断网、冻结或接管。这里的城市只为练习，结束后不保留。',
    en: 'The trainer sees this counter, and may show cards, cut the line, freeze it or take it over. Its city is for practice only, and gone afterwards.',
  },
} satisfies Record<string, Text>;

export class PracticeStage implements StageStore {
  readonly #parts: PracticeStageParts;
  readonly #listeners = new Set<() => void>();
  readonly #began: number;
  #show: Show | undefined;
  #front: 'counter' | 'sheet' = 'counter';
  #held: Held = 'free';
  #ignored = 0;

  constructor(parts: PracticeStageParts) {
    this.#parts = parts;
    this.#began = parts.clock.monotonic();
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly view = (): Show => {
    this.#show ??= this.#look();
    return this.#show;
  };

  get held(): Held {
    return this.#held;
  }

  /** Whole seconds since it was opened. */
  elapsed(): number {
    return Math.floor((this.#parts.clock.monotonic() - this.#began) / 1000);
  }

  hold(held: Held): void {
    this.#held = held;
    this.#ignored = 0;
    if (held !== 'free') this.#front = 'counter';
    this.#parts.practice.hold(held);
    this.touch();
  }

  touch(): void {
    this.#show = undefined;
    for (const listener of this.#listeners) listener();
  }

  /** A key of the trainer's, who has taken the window over. */
  pressForTrainer(key: Key): void {
    this.#parts.counter.press(key);
    this.touch();
  }

  /** What is pressed while the window is held does nothing, then or later; only the view is turned. */
  press(key: Key): void {
    const { practice, counter, save } = this.#parts;
    const name = keyName(key) ?? '';
    if (name === drillKeys.turn.key) this.#front = this.#front === 'counter' ? 'sheet' : 'counter';
    else if (this.#held !== 'free') this.#ignored += 1;
    else if (name === drillKeys.save.key) counter.say(save());
    else {
      practice.pressed();
      counter.press(key);
    }
    this.touch();
  }

  close(): void {
    this.#parts.counter.close();
  }

  #look(): Show {
    const { counter, trainee, aboutClass } = this.#parts;
    const notice = aboutClass();
    const sheet: Sheet = {
      title: texts.title,
      parts: [
        { is: 'fact', label: texts.trainee, text: { zh: trainee, en: trainee } },
        { is: 'gap' },
        { is: 'text', text: texts.seen, meaning: 'quiet' },
      ],
      keys: practiceKeys,
      ...(notice && { notice }),
    };
    const show = { at: 'counter', counter, sheet, front: this.#front } as const;
    return this.#held === 'free' ? show : { ...show, banner: heldBanner(this.#held, this.#ignored) };
  }
}
