// One drill on a stage, from the patient's coming to the end: the counter is the trainee's, a few keys are the drill's. What
// it was worth is not its business; whoever opened it hears that it ended.

import type { Text } from '../../domain/language.ts';
import type { Drill } from '../../training/drill/drill.ts';
import type { Scenario } from '../../training/scenario/format.ts';
import type { HolderNames } from '../../training/scenario/step-words.ts';
import type { Held } from '../../training/session/log.ts';
import type { CounterClock } from '../clock.ts';
import { type Key, keyName } from '../keys/key.ts';
import type { Sheet } from '../stage/sheet.ts';
import type { Show } from '../stage/stage.ts';
import type { CounterStore } from '../store.ts';
import {
  answerOf,
  besideSheet,
  drillKeys,
  handInSheet,
  heldBanner,
  hintText,
  keysOf,
  tellSheet,
} from './drill-sheets.ts';

export type Ended = 'done' | 'left' | 'out-of-time';

export interface DrillRunParts {
  readonly scenario: Scenario;
  readonly drill: Drill;
  readonly counter: CounterStore;
  readonly clock: CounterClock;
  readonly names: HolderNames;
  /** An examination gives no hints, and ends when its time is over. */
  readonly examination: boolean;
  /** Keeps the drill as it stands as a scenario, and says where; absent: not offered. */
  readonly save?: () => NonNullable<Sheet['notice']>;
  readonly changed: () => void;
  readonly ended: (ended: Ended) => void;
}

/** Milliseconds: the time beside the counter goes on. */
const tick = 1000;

export class DrillRun {
  readonly #parts: DrillRunParts;
  readonly #began: number;
  readonly #stopListening: () => void;
  #stopAlarm = () => {};
  #front: 'counter' | 'sheet' = 'counter';
  #telling = false;
  #handingIn = false;
  #over = false;
  #told: number | undefined;
  #hint: Text | undefined;
  #notice: Sheet['notice'];
  #held: Held = 'free';
  #ignored = 0;
  /** Of the clock: since when the window is held; and how long it was before. */
  #heldSince = 0;
  #heldBefore = 0;

  constructor(parts: DrillRunParts) {
    this.#parts = parts;
    this.#began = parts.clock.monotonic();
    this.#stopListening = parts.drill.subscribe(() => {
      this.#hint = undefined;
      parts.changed();
    });
    this.#tick();
  }

  show(): Show {
    const { counter, scenario } = this.#parts;
    if (this.#held !== 'free') {
      const banner = heldBanner(this.#held, this.#ignored);
      return { at: 'counter', counter, sheet: this.#sheet(), front: this.#front, banner };
    }
    if (this.#telling) return { at: 'counter', counter, sheet: tellSheet(scenario), front: 'sheet' };
    if (this.#handingIn) return { at: 'counter', counter, sheet: handInSheet(), front: 'sheet' };
    return { at: 'counter', counter, sheet: this.#sheet(), front: this.#front };
  }

  /** Whose the window is from now on; the time in which it is not the trainee's does not count. */
  hold(held: Held): void {
    const now = this.#parts.clock.monotonic();
    if (this.#held !== 'free') this.#heldBefore += now - this.#heldSince;
    this.#heldSince = now;
    this.#ignored = 0;
    this.#held = held;
    if (held !== 'free') this.#front = 'counter';
    this.#parts.drill.practice.hold(held);
    this.#parts.changed();
  }

  /** A key of the trainer's, who has taken the window over. */
  pressForTrainer(key: Key): void {
    this.#parts.counter.press(key);
    this.#parts.changed();
  }

  /** Whole seconds that count. */
  elapsed(): number {
    const now = this.#parts.clock.monotonic();
    const held = this.#heldBefore + (this.#held === 'free' ? 0 : now - this.#heldSince);
    return Math.floor((now - this.#began - held) / 1000);
  }

  press(key: Key): void {
    const { counter, drill, names, examination } = this.#parts;
    const name = keyName(key) ?? '';
    this.#notice = undefined;
    if (this.#held !== 'free') {
      // Only the view is the trainee's.
      if (name === drillKeys.turn.key) this.#front = this.#front === 'counter' ? 'sheet' : 'counter';
      else this.#ignored += 1;
    } else if (this.#telling) this.#tell(name);
    else if (this.#handingIn) this.#answerHandIn(name);
    else if (name === drillKeys.save.key) this.#notice = this.#parts.save?.();
    else if (name === drillKeys.tell.key) this.#beginTelling();
    else if (name === drillKeys.hint.key && !examination) {
      this.#hint = hintText(drill, names);
      // On the least screen the hint has to be looked at.
      this.#front = 'sheet';
    } else if (name === drillKeys.goOn.key) void drill.goOn();
    else if (name === drillKeys.turn.key) this.#front = this.#front === 'counter' ? 'sheet' : 'counter';
    else if (name === drillKeys.end.key) this.#finish();
    else {
      drill.practice.pressed();
      counter.press(key);
    }
    this.#parts.changed();
  }

  close(): void {
    this.#stopAlarm();
    this.#stopListening();
    this.#parts.counter.close();
  }

  #sheet(): Sheet {
    const { scenario, drill, examination } = this.#parts;
    const sheet = besideSheet({
      scenario,
      drill,
      elapsed: this.elapsed(),
      told: this.#told,
      hint: this.#hint,
      names: this.#parts.names,
      examination,
      keys: keysOf(scenario, examination, this.#parts.save !== undefined),
    });
    // The title names the prompt that will come: in an examination it stays unsaid.
    const title = examination ? { zh: '实操', en: 'Scenario' } : sheet.title;
    return { ...sheet, title, ...(this.#notice ? { notice: this.#notice } : {}) };
  }

  #beginTelling(): void {
    if (this.#parts.scenario.tell.length > 0) this.#telling = true;
    else this.#notice = { text: { zh: '这里没有要告知的', en: 'there is nothing to tell here' }, meaning: 'attention' };
  }

  #tell(name: string): void {
    const { drill, scenario } = this.#parts;
    const option = Number(name);
    if (name === 'escape') this.#telling = false;
    else if (Number.isInteger(option) && option >= 1 && option <= scenario.tell.length) {
      drill.practice.tell(option);
      this.#told ??= option;
      this.#telling = false;
      this.#notice = { text: { zh: '已告知患者', en: 'the patient has been told' }, meaning: 'fine' };
    }
  }

  /** Nobody gets an examination's scenario back: there it is asked first. */
  #finish(): void {
    if (this.#parts.examination) this.#handingIn = true;
    else this.#end(this.#parts.drill.isDone() ? 'done' : 'left');
  }

  #answerHandIn(name: string): void {
    const answer = answerOf(name, [drillKeys.end.key]);
    if (!answer) return;
    this.#handingIn = false;
    if (answer === 'yes') this.#end(this.#parts.drill.isDone() ? 'done' : 'left');
  }

  #tick(): void {
    const { clock, scenario, examination, changed } = this.#parts;
    this.#stopAlarm = clock.after(tick, () => {
      if (examination && this.elapsed() > scenario.limit) {
        this.#end('out-of-time');
        return;
      }
      changed();
      this.#tick();
    });
  }

  /** Once only, however often it is asked for. */
  #end(ended: Ended): void {
    if (this.#over) return;
    this.#over = true;
    this.#stopAlarm();
    this.#parts.ended(ended);
  }
}
