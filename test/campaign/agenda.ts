// Virtual time: what happens when, in one order. Nothing in a run waits for a real clock; a day takes as long as its work.
// Between two events everything that was promised runs to its end, so that one event is one step.

import type { Clock, Timestamp } from '../../src/domain/date.ts';
import type { Schedule } from '../../src/hospital/schedule.ts';

export interface Agenda extends Schedule {
  /** Milliseconds since the midnight that the run began with. */
  now(): number;
  after(milliseconds: number, callback: () => void): () => void;
  /** Goes to the next event and lets everything that follows of it happen. False: nothing is to come. */
  step(): Promise<boolean>;
  /** A wall clock that shows this time, set wrong by so many milliseconds. */
  clock(wrongBy?: () => number): Clock;
}

interface Entry {
  readonly at: number;
  readonly order: number;
  callback: (() => void) | undefined;
}

const isEarlier = (a: Entry, b: Entry) => a.at < b.at || (a.at === b.at && a.order < b.order);

/** A binary heap, the earliest on top. */
function createHeap() {
  const heap: Entry[] = [];
  const at = (place: number): Entry => heap[place] as Entry;
  function swap(a: number, b: number): void {
    const kept = at(a);
    heap[a] = at(b);
    heap[b] = kept;
  }
  return {
    push(entry: Entry): void {
      let place = heap.push(entry) - 1;
      while (place > 0) {
        const above = (place - 1) >> 1;
        if (!isEarlier(at(place), at(above))) break;
        swap(place, above);
        place = above;
      }
    },
    pop(): Entry | undefined {
      const top = heap[0];
      const last = heap.pop();
      if (top === undefined || last === undefined || heap.length === 0) return top;
      heap[0] = last;
      for (let place = 0; ; ) {
        let least = place;
        for (const below of [2 * place + 1, 2 * place + 2]) {
          if (below < heap.length && isEarlier(at(below), at(least))) least = below;
        }
        if (least === place) return top;
        swap(place, least);
        place = least;
      }
    },
  };
}

/** Everything that was promised has come to its end when the event loop turns: nothing in a run waits for more. */
function quiet(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export function createAgenda(midnight: Timestamp): Agenda {
  const beginning = Date.parse(`${midnight.replace(' ', 'T')}Z`);
  const heap = createHeap();
  let time = 0;
  let order = 0;
  let shown: { second: number; text: Timestamp } | undefined;
  function textAt(milliseconds: number): Timestamp {
    const second = Math.floor((beginning + milliseconds) / 1000);
    if (shown?.second !== second) {
      const text = new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ') as Timestamp;
      shown = { second, text };
    }
    return shown.text;
  }
  return {
    now: () => time,
    after(milliseconds, callback) {
      const entry: Entry = { at: time + Math.max(0, milliseconds), order: ++order, callback };
      heap.push(entry);
      return () => {
        entry.callback = undefined;
      };
    },
    async step() {
      for (let entry = heap.pop(); entry; entry = heap.pop()) {
        if (!entry.callback) continue;
        time = entry.at;
        entry.callback();
        await quiet();
        return true;
      }
      return false;
    },
    clock: (wrongBy = () => 0) => ({ now: () => textAt(time + wrongBy()) }),
  };
}
