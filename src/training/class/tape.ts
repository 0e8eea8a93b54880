// The tape at the counter: everything that happened there since it began, and how much of it the class has.

import type { TapeItem } from './report.ts';

export class Tape {
  readonly #items: TapeItem[] = [];
  #had = 0;

  put(item: TapeItem): void {
    this.#items.push(item);
  }

  /** The class has so many: fewer than before where it has begun anew. */
  has(count: number): void {
    this.#had = Math.min(count, this.#items.length);
  }

  isHad(): boolean {
    return this.#had === this.#items.length;
  }

  /** What the class does not have yet, at most so many. */
  rest(most: number): { readonly from: number; readonly items: readonly TapeItem[] } {
    return { from: this.#had, items: this.#items.slice(this.#had, this.#had + most) };
  }
}
