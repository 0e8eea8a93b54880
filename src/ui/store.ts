// Desk, tray and the screen's own state in one place outside React: keys act on the newest state at once, however fast
// they come, and React only looks. What the pure part decided is carried out here.

import type { Waiting } from '../hospital/desk.ts';
import { carryOut, type Hands, type ScreenNow } from './carry-out.ts';
import type { CounterClock } from './clock.ts';
import { type Surroundings, waitIsSaidAfter } from './frame/surroundings.ts';
import type { Key } from './keys/key.ts';
import { press } from './keys/press.ts';
import { inLine } from './model/entries.ts';
import type { Moment } from './model/moment.ts';
import { firstScreen, type Notice, type ScreenState } from './model/state.ts';
import { followScans } from './scan-follower.ts';

export interface CounterView {
  readonly moment: Moment;
  readonly around: Surroundings;
}

export interface StoreOptions extends Hands {
  readonly clock: CounterClock;
  readonly outside?: Moment['outside'];
  /** Lines that the overlay which is open can be scrolled down on this terminal. */
  readonly furthest: (moment: Moment) => number;
}

export interface CounterStore {
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until something changed. */
  readonly view: () => CounterView;
  press(key: Key): void;
  say(notice: Notice): void;
  /** Draw again, though nothing changed. */
  touch(): void;
  close(): void;
}

/** Milliseconds. */
const queueIsReadEvery = 1000;

/** Milliseconds until the screen changes by itself: a wait to be said, its next second, the next minute. */
function untilNextChange(waiting: Waiting | undefined, clock: CounterClock): number {
  const toMinute = (60 - Number(clock.now().slice(17, 19))) * 1000;
  if (!waiting) return toMinute;
  const elapsed = clock.monotonic() - waiting.since;
  const toSaying = elapsed < waitIsSaidAfter ? waitIsSaidAfter - elapsed : 1000 - (elapsed % 1000);
  return Math.max(1, Math.min(toSaying, toMinute));
}

export function openStore(options: StoreOptions): CounterStore {
  const { desk, clock } = options;
  const listeners = new Set<() => void>();
  let screen: ScreenState = firstScreen;
  let current: CounterView | undefined;
  let stopAlarm = () => {};
  let wasStating = false;
  const scanEndedBy = followScans(desk, clock);

  function moment(): Moment {
    const snapshot = desk.snapshot();
    screen = inLine({ desk: snapshot, screen });
    const { place, lookup } = desk;
    const seen = { screen, desk: snapshot, place, lookup, tray: options.tray?.state(), now: clock.now(), furthest: 0 };
    const now = options.outside ? { ...seen, outside: options.outside } : seen;
    return { ...now, furthest: options.furthest(now) };
  }

  function look(): CounterView {
    const now = moment();
    const elapsed = now.desk.waiting ? clock.monotonic() - now.desk.waiting.since : 0;
    return { moment: now, around: { now: clock.now(), elapsed, receipt: options.receipt } };
  }

  function changed(): void {
    current = undefined;
    setAlarm();
    for (const listener of listeners) listener();
  }

  /** Whoever began to state a day, a script too: it is looked at. Whoever turns away from it then, stays away. */
  function heard(): void {
    const isStating = desk.snapshot().statement.at === 'running';
    if (isStating && !wasStating) screen = { ...screen, view: 'reconciliation' };
    wasStating = isStating;
    changed();
  }

  function setAlarm(): void {
    stopAlarm();
    const { visit, waiting } = desk.snapshot();
    // A free window looks at what other windows wrote: the queue is the hospital's, not this process's.
    if (visit.at === 'awaiting-card') stopAlarm = clock.after(queueIsReadEvery, lookAround);
    else stopAlarm = clock.after(untilNextChange(waiting, clock), changed);
  }

  function lookAround(): void {
    desk.refresh();
    desk.tidy();
    changed();
  }

  const screenNow: ScreenNow = { stands: () => screen, inLine: () => moment().screen };

  const stopListening = desk.subscribe(heard);
  setAlarm();

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    view() {
      current ??= look();
      return current;
    },
    press(key) {
      const outcome = scanEndedBy(key, screen) ?? press(moment(), key);
      screen = outcome.screen;
      for (const effect of outcome.effects) screen = carryOut(effect, options, screenNow);
      changed();
    },
    say(notice) {
      screen = { ...screen, notice };
      changed();
    },
    touch: changed,
    close() {
      stopAlarm();
      stopListening();
      listeners.clear();
    },
  };
}
