// How a settlement came about, as 2206A and 2207A carry it in the simulator's own field `sim_trace` where
// `sim_trace_wanted` asks for it: every rule that applied and every one that did not. The national interface has only a
// sentence (setl_proc_info). A rule and a text are told once and referred to by their place, counted from 0.

import type { Text } from '../language.ts';

/** At most so many entries go over the line; those that did not apply give way first. */
export const mostTraceEntries = 400;

/** Where a rule stands, and what it is. */
export interface TracePlaceOnWire {
  /** In the folder of rule packs, as in PACK/rates.yaml. */
  readonly file: string;
  readonly line: number;
  readonly key: string;
  /** In `texts`. */
  readonly title: number;
  /** In `texts`. */
  readonly source: number;
}

export interface TraceEntryOnWire {
  /** In `places`. */
  readonly at: number;
  /** The national field of the figure that the rule speaks of; fund_pay_sumamt: what bounds all funds together. */
  readonly field: string;
  readonly rule: 'benefit' | 'step' | 'value' | 'band' | 'line' | 'payer' | 'refund';
  readonly applied: boolean;
  /** Inside a benefit that as a whole does not apply; else absent. */
  readonly other_benefit?: true;
  /** The catalogue's code of the fee line that the rule was tried on; else absent. */
  readonly item?: string;
  /** As the rule file writes it; absent where the rule is no value. */
  readonly value?: string;
  readonly unit?: 'yuan' | 'ratio' | 'count' | 'bands' | 'choice';
  /** yyyy-MM-dd; absent where the rule is no value. */
  readonly since?: string;
  /** Yuan with two decimals: what the rule was given, and what it made of it. */
  readonly before: string;
  readonly after: string;
  /** In `texts`. */
  readonly reason: number;
}

export interface TraceOnWire {
  readonly texts: readonly Text[];
  readonly places: readonly TracePlaceOnWire[];
  readonly entries: readonly TraceEntryOnWire[];
  /** How many entries found no room. */
  readonly left_out: number;
}
