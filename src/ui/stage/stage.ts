// A stage: what a demonstration, a drill or an examination shows, one thing at a time. Whoever directs it decides what a key
// means; the stage only shows and passes keys on.

import type { Text } from '../../domain/language.ts';
import type { Key } from '../keys/key.ts';
import type { CounterStore } from '../store.ts';
import type { Sheet, SheetKey } from './sheet.ts';

export type Show =
  | { readonly at: 'page'; readonly sheet: Sheet }
  /** `front`: which of the two is seen where there is room for one only. */
  | {
      readonly at: 'counter';
      readonly counter: CounterStore;
      readonly sheet: Sheet;
      readonly front: 'counter' | 'sheet';
      /** The counter's own keys do nothing: where it fills the terminal, these stand in their place. */
      readonly keys?: readonly SheetKey[];
      /** Stands over the counter's first row: whose the window is just now. */
      readonly banner?: Text;
    };

export interface StageStore {
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until something changed. */
  readonly view: () => Show;
  press(key: Key): void;
}
