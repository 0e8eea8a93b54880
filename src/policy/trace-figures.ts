// Which figure of a settlement each entry of its trace speaks of, by the national interface's field, and in which unit its
// value is written. Read off the pack; nothing is decided or computed here.

import type { Pack, Step } from './pack.ts';
import type { Unit } from './parameter.ts';
import type { RuleRef, TraceEntry } from './trace.ts';

/** The national fields that rules speak of. `fund_pay_sumamt`: what bounds all that the funds pay together. */
export const tracedFields = [
  'fulamt_ownpay_amt',
  'overlmt_selfpay',
  'preselfpay_amt',
  'act_pay_dedc',
  'hifp_pay',
  'hifob_pay',
  'cvlserv_pay',
  'hifmi_pay',
  'maf_pay',
  'oth_pay',
  'fund_pay_sumamt',
  'acct_pay',
  'acct_mulaid_pay',
  'psn_cash_pay',
] as const;

export type TracedField = (typeof tracedFields)[number];

export interface FiguredEntry {
  readonly entry: TraceEntry;
  readonly field: TracedField;
  /** Only where the entry is a value, or a band of one. */
  readonly unit: Unit | undefined;
  /** Inside a benefit that as a whole does not apply, which its own entry says. */
  readonly ofOtherBenefit: boolean;
}

const moved = {
  fullSelfPay: 'fulamt_ownpay_amt',
  overCeiling: 'overlmt_selfpay',
  priorSelfPay: 'preselfpay_amt',
} as const satisfies Record<Pack['lines'][number]['mechanism']['moves'], TracedField>;

function fieldOfStep({ mechanism, bindings }: Step): TracedField {
  if (mechanism.standard?.name === 'deductible') return 'act_pay_dedc';
  for (const binding of bindings) if (binding.kind === 'fund') return binding.fund;
  return 'fund_pay_sumamt';
}

interface Known {
  readonly fields: ReadonlyMap<RuleRef, TracedField>;
  readonly units: ReadonlyMap<RuleRef, Unit>;
}

/** One look through a pack serves all its traces. */
const knownOf = new WeakMap<Pack, Known>();

function lookThrough(pack: Pack): Known {
  const fields = new Map<RuleRef, TracedField>();
  for (const { at, mechanism } of pack.lines) fields.set(at, moved[mechanism.moves]);
  for (const benefit of pack.benefits) {
    fields.set(benefit.at, 'fund_pay_sumamt');
    if (benefit.kind === 'granted') for (const step of benefit.steps) fields.set(step.at, fieldOfStep(step));
  }
  fields.set(pack.account.at, 'acct_pay');
  if (pack.family) fields.set(pack.family.at, 'acct_mulaid_pay');
  fields.set(pack.cash, 'psn_cash_pay');

  const units = new Map<RuleRef, Unit>();
  for (const { unit, rows } of pack.parameters.values()) {
    for (const row of rows) for (const { at } of row.values) units.set(at, unit);
  }
  return { fields, units };
}

const insideBenefits: ReadonlySet<TraceEntry['rule']> = new Set(['step', 'value', 'band']);

function unitOf({ rule, at }: TraceEntry, { units }: Known): Unit | undefined {
  if (rule === 'band') return 'bands';
  return rule === 'value' ? units.get(at) : undefined;
}

/** Each entry with its figure, in the order of the trace: a value speaks of the figure of the rule before it. */
export function figuredTrace(pack: Pack, trace: readonly TraceEntry[]): FiguredEntry[] {
  const known = knownOf.get(pack) ?? lookThrough(pack);
  knownOf.set(pack, known);
  let field: TracedField = 'fund_pay_sumamt';
  let insideOther = false;
  return trace.map((entry) => {
    field = known.fields.get(entry.at) ?? field;
    if (entry.rule === 'benefit') insideOther = !entry.applied;
    else if (!insideBenefits.has(entry.rule)) insideOther = false;
    const ofOtherBenefit = insideOther && entry.rule !== 'benefit';
    return { entry, field, unit: unitOf(entry, known), ofOtherBenefit };
  });
}
