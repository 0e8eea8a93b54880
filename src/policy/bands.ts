// Bands (分段): a rate for each stretch of an axis of amounts, one after the other without gap or overlap.
// As a rule file writes them, as the engine uses them, and as people read them.

import { type Fen, formatYuan, parseYuan } from '../domain/money.ts';
import { formatRatio, ONE, parseRatio, type Ratio } from './exact.ts';

/** Above `from`, up to and with `to`; undefined: without end. */
export interface Band {
  readonly from: Fen;
  readonly to: Fen | undefined;
  /** What the fund pays; where the file gives the patient's own share, the rest of it. */
  readonly rate: Ratio;
}

export type Bands = readonly Band[];

/** A band as the file writes it: one of `rate` and `ownShare`. */
export interface BandData {
  readonly from: string;
  readonly upTo?: string | undefined;
  readonly rate?: string | undefined;
  readonly ownShare?: string | undefined;
}

export type BandProblem = {
  readonly band: number;
  readonly key: keyof BandData | undefined;
  readonly kind: 'amount' | 'ratio' | 'one-ratio' | 'empty' | 'gap' | 'overlap' | 'endless' | 'unsorted';
  readonly found?: string;
};

function amountOf(text: string): Fen | undefined {
  const amount = parseYuan(text);
  return amount.ok && amount.value >= 0 ? amount.value : undefined;
}

function ratioOf({ rate, ownShare }: BandData): Ratio | undefined {
  if (rate !== undefined) return parseRatio(rate);
  const own = parseRatio(ownShare ?? '');
  return own === undefined ? undefined : ((ONE - own) as Ratio);
}

/** How a band stands to the one before it. */
function orderProblem(band: number, before: Band, from: Fen): BandProblem | undefined {
  const at = { band, key: 'from', found: formatYuan(from) } as const;
  if (before.to === undefined) return { ...at, kind: 'endless' };
  if (from === before.to) return undefined;
  if (from > before.to) return { ...at, kind: 'gap' };
  return { ...at, kind: from < before.from ? 'unsorted' : 'overlap' };
}

/** Reads bands; every problem found is noted, and a band with one is left out. */
export function readBands(data: readonly BandData[], note: (problem: BandProblem) => void): Bands {
  const bands: Band[] = [];
  for (const [band, written] of data.entries()) {
    const from = amountOf(written.from);
    const to = written.upTo === undefined ? undefined : amountOf(written.upTo);
    const rate = ratioOf(written);
    if (from === undefined) note({ band, key: 'from', kind: 'amount', found: written.from });
    if (written.upTo !== undefined && to === undefined) {
      note({ band, key: 'upTo', kind: 'amount', found: written.upTo });
    }
    if ((written.rate === undefined) === (written.ownShare === undefined))
      note({ band, key: undefined, kind: 'one-ratio' });
    else if (rate === undefined) {
      const key = written.rate === undefined ? 'ownShare' : 'rate';
      note({ band, key, kind: 'ratio', found: String(written[key]) });
    }
    if (from !== undefined && rate !== undefined) {
      const before = bands.at(-1);
      const wrong = before ? orderProblem(band, before, from) : undefined;
      if (wrong) note(wrong);
      if (to !== undefined && to <= from) note({ band, key: 'upTo', kind: 'empty', found: formatYuan(to) });
      bands.push({ from, to, rate });
    }
  }
  return bands;
}

/** "0.00–10.00: 40 %". */
export function bandText({ from, to, rate }: Band): string {
  return `${formatYuan(from)}–${to === undefined ? '' : formatYuan(to)}: ${formatRatio(rate)}`;
}

/** "0.00–10.00: 40 %; 10.00–: 60 %", as the trace and `rules show` name the value. */
export function bandsText(bands: Bands): string {
  return bands.map(bandText).join('; ');
}
