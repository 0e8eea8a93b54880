// A sheet: what stands beside a counter, or on a page of its own, in a demonstration, a drill or an examination. As data;
// how it looks is sheet-view.ts's business.

import type { Text } from '../../domain/language.ts';
import type { Meaning } from '../text/line.ts';

export type SheetPart =
  | { readonly is: 'text'; readonly text: Text; readonly meaning?: Meaning; readonly strong?: true }
  /** "label  text", wrapped under itself. */
  | { readonly is: 'fact'; readonly label: Text; readonly text: Text; readonly meaning?: Meaning }
  /** A row that can be chosen by its key, or by walking to it. */
  | {
      readonly is: 'choice';
      readonly key: string;
      readonly text: Text;
      readonly chosen: boolean;
      readonly note?: Text;
      readonly meaning?: Meaning;
    }
  /** A share of something as a bar, 0 to 1. */
  | { readonly is: 'bar'; readonly label: Text; readonly share: number; readonly text: Text }
  | { readonly is: 'gap' };

export interface SheetKey {
  /** As key.ts names it. */
  readonly key: string;
  readonly label: Text;
}

export interface Sheet {
  readonly title: Text;
  readonly parts: readonly SheetPart[];
  readonly keys: readonly SheetKey[];
  /** Lines from the top that are not shown; absent: the sheet is not read by scrolling. */
  readonly scroll?: number;
  /** One sentence about what just happened or could not. */
  readonly notice?: { readonly text: Text; readonly meaning: Meaning };
}
