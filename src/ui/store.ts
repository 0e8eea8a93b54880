// Desk, tray and the screen's own state in one place outside React: keys act on the newest state at once, however fast
// they come, and React only looks. What the pure part decided is carried out here.

import type { Desk, Waiting } from '../hospital/desk.ts';
import type { CounterClock } from './clock.ts';
import { type Surroundings, waitIsSaidAfter } from './frame/surroundings.ts';
import type { Key } from './keys/key.ts';
import { press } from './keys/press.ts';
import { inLine } from './model/entries.ts';
import type { Effect, Moment, Tray } from './model/moment.ts';
import type { Printable, WriteReceipt } from './model/printable.ts';
import { firstScreen, type Notice, type ScreenState } from './model/state.ts';
import { followScans } from './scan-follower.ts';

export interface CounterView {
  readonly moment: Moment;
  readonly around: Surroundings;
}

/** The hand at the mock reader and the line, as far as there is one. */
export interface TrayHand {
  state(): Tray;
  /** Answers what went wrong, to be said; undefined where it went well. */
  act(effect: Effect): Notice | undefined;
}

export interface StoreOptions {
  readonly desk: Desk;
  readonly clock: CounterClock;
  readonly receipt: WriteReceipt;
  readonly tray: TrayHand | undefined;
  /** Lines that the overlay which is open can be scrolled down on this terminal. */
  readonly furthest: (moment: Moment) => number;
  readonly onPrint: (printable: Printable, lines: readonly string[]) => void;
  readonly onRepaint: () => void;
  readonly onQuit: () => void;
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
  const scanEndedBy = followScans(desk, clock);

  function moment(): Moment {
    const snapshot = desk.snapshot();
    screen = inLine({ desk: snapshot, screen });
    const { place, lookup } = desk;
    const now = { screen, desk: snapshot, place, lookup, tray: options.tray?.state(), furthest: 0 };
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

  function setAlarm(): void {
    stopAlarm();
    const { visit, waiting } = desk.snapshot();
    // A free window looks at what other windows wrote: the queue is the hospital's, not this process's.
    if (visit.at === 'awaiting-card') stopAlarm = clock.after(queueIsReadEvery, lookAround);
    else stopAlarm = clock.after(untilNextChange(waiting, clock), changed);
  }

  function lookAround(): void {
    desk.refresh();
    changed();
  }

  function carryOut(effect: Effect): void {
    if (effect.do === 'dispatch') desk.dispatch(effect.event);
    else if (effect.do === 'open-station') desk.openStation(effect.station);
    else if (effect.do === 'print') options.onPrint(effect.of, options.receipt(effect.of));
    else if (effect.do === 'repaint') options.onRepaint();
    else if (effect.do === 'quit') options.onQuit();
    // The visit's new state first: it clears what was said of the one before.
    else if (effect.do === 'say') screen = { ...moment().screen, notice: effect.notice };
    else {
      const notice = options.tray?.act(effect);
      if (notice) screen = { ...screen, notice };
    }
  }

  const stopListening = desk.subscribe(changed);
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
      for (const effect of outcome.effects) carryOut(effect);
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
