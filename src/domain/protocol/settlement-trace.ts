// How a settlement came about, as 2206A and 2207A carry it in the simulator's own field `sim_trace` where
// `sim_trace_wanted` asks for it: every rule that applied and every one that did not. The national interface has only a sentence (setl_proc_info).

import type { Text } from '../language.ts';

/** At most so many entries go over the line; those that did not apply give way first. */
export const mostTraceEntries = 400;

export interface TraceEntryOnWire {
  /** The national field of the figure that the rule speaks of; fund_pay_sumamt: what bounds all funds together. */
  readonly field: string;
  readonly rule: 'benefit' | 'step' | 'value' | 'band' | 'line' | 'payer' | 'refund';
  readonly applied: boolean;
  /** Inside a benefit that as a whole does not apply. */
  readonly other_benefit: boolean;
  /** In the folder of rule packs, as in PACK/rates.yaml. */
  readonly file: string;
  readonly line: number;
  readonly key: string;
  readonly title: Text;
  /** The catalogue's code of the fee line that the rule was tried on; else null. */
  readonly item: string | null;
  /** As the rule file writes it; null where the rule is no value. */
  readonly value: string | null;
  readonly unit: 'yuan' | 'ratio' | 'count' | 'bands' | 'choice' | null;
  /** yyyy-MM-dd; null where the rule is no value. */
  readonly since: string | null;
  readonly source: Text;
  /** Yuan with two decimals: what the rule was given, and what it made of it. */
  readonly before: string;
  readonly after: string;
  readonly reason: Text;
}

export interface TraceOnWire {
  readonly entries: readonly TraceEntryOnWire[];
  /** How many entries found no room. */
  readonly left_out: number;
}
