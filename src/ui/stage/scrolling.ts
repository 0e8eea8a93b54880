// Scrolling a page of a stage by keys: how far down it stands, never past its end on the terminal as it is now.

import type { Text } from '../../domain/language.ts';
import type { StageSurroundings } from '../run-stage.tsx';
import type { Sheet, SheetKey } from './sheet.ts';
import { furthestSheetScroll } from './sheet-view.ts';

const steps: Readonly<Record<string, number>> = { down: 1, up: -1, 'page-down': 10, ' ': 10, 'page-up': -10 };

const down: Text = { zh: '下翻', en: 'down' };
const up: Text = { zh: '上翻', en: 'up' };

/** The keys that are named where a sheet is longer than its page. */
export const scrollKeys: readonly SheetKey[] = [
  { key: 'page-down', label: down },
  { key: 'page-up', label: up },
];

/** A page has a margin of one cell at either side. */
function furthest(sheet: Sheet, { pen, size }: Pick<StageSurroundings, 'pen' | 'size'>): number {
  const { columns, rows } = size();
  return furthestSheetScroll(sheet, pen, { width: columns - 2, rows });
}

/** The sheet from where it was scrolled to, with the keys for it where it is longer than the page. */
export function scrollable(sheet: Sheet, scroll: number, surroundings: Pick<StageSurroundings, 'pen' | 'size'>): Sheet {
  if (furthest(sheet, surroundings) === 0) return { ...sheet, scroll: 0 };
  return { ...sheet, scroll, keys: [...sheet.keys, ...scrollKeys] };
}

/** Where the sheet stands after a key; undefined where the key does not scroll. */
export function scrolledBy(
  name: string,
  sheet: Sheet,
  surroundings: Pick<StageSurroundings, 'pen' | 'size'>,
): number | undefined {
  const by = steps[name];
  if (by === undefined || sheet.scroll === undefined) return undefined;
  const last = furthest(sheet, surroundings);
  return Math.max(0, Math.min(last, Math.min(last, sheet.scroll) + by));
}
