// A rule pack, compiled: everything that settle.ts needs, in the order in which it is used. Files are read elsewhere.

import type { CalendarDate } from '../domain/date.ts';
import type { Text } from '../domain/language.ts';
import type { ItemClass, ItemKind, VisitKind } from './bill.ts';
import type { Condition } from './facts.ts';
import type { BurdenPart } from './mechanisms/account.ts';
import type { LineMechanism, StepMechanism } from './mechanisms/mechanism.ts';
import type { Parameter } from './parameter.ts';
import type { FundField } from './settlement.ts';
import type { Reason, RuleRef, TraceEntry } from './trace.ts';

/** An argument of a step: the parameter that gives its value, or the fund itself. */
export type Binding =
  | { readonly argument: string; readonly kind: 'parameter'; readonly parameter: Parameter }
  | { readonly argument: string; readonly kind: 'fund'; readonly fund: FundField };

/** A rule inside a benefit, as a trace names it where the benefit as a whole does not apply. */
export type InnerRule = Pick<TraceEntry, 'rule' | 'at' | 'value' | 'since'>;

export interface Step {
  readonly mechanism: StepMechanism;
  readonly at: RuleRef;
  readonly condition: Condition;
  readonly bindings: readonly Binding[];
  /** The step itself and all values that its arguments can take. */
  readonly inner: readonly InnerRule[];
}

interface BenefitHead {
  readonly id: string;
  readonly title: Text;
  readonly at: RuleRef;
  readonly condition: Condition;
  /** The name of the year's ledger that it counts on: benefits of one name share it. */
  readonly ledger: string;
}

export type BenefitRule =
  | (BenefitHead & {
      readonly kind: 'granted';
      readonly steps: readonly Step[];
      readonly inner: readonly InnerRule[];
      readonly needsHousehold: boolean;
    })
  | (BenefitHead & { readonly kind: 'none'; readonly prompt: 'no-outpatient-benefit' });

export interface LineRule {
  readonly mechanism: LineMechanism;
  readonly classes: readonly ItemClass[];
  readonly at: RuleRef;
  readonly reasons: {
    readonly taken: Reason;
    readonly nothing: Reason;
    readonly otherClass: Readonly<Record<ItemClass, Reason>>;
  };
}

export interface AccountRule {
  readonly at: RuleRef;
  readonly pays: readonly BurdenPart[];
}

/** 共济账户: a relative's account, of which a share pays after the person's own. */
export interface FamilyRule {
  readonly at: RuleRef;
  readonly pays: readonly BurdenPart[];
  readonly share: Parameter;
}

/** 退费: what may be given back, after which visits, and for how many days. */
export interface RefundRule {
  readonly at: RuleRef;
  readonly kinds: readonly ItemKind[];
  readonly visits: readonly VisitKind[];
  readonly days: Parameter;
}

/** 等待期: how long nothing is granted to who was late with personal contributions. Asked by the center, not by a benefit. */
export interface WaitingPeriodRule {
  readonly at: RuleRef;
  readonly months: Parameter;
}

export interface Illness {
  readonly code: string;
  readonly name: Text;
}

export interface Pack {
  readonly id: string;
  readonly title: Text;
  /** The first day on which the pack settles. */
  readonly since: CalendarDate;
  /** The readings chosen besides the defaults. */
  readonly variants: readonly string[];
  /** All the readings that could be chosen. */
  readonly knownVariants: readonly string[];
  /** What the pack cites, by id. */
  readonly documents: ReadonlyMap<string, { readonly title: string; readonly about: Text }>;
  readonly lines: readonly LineRule[];
  /** Tried in order; the first that fits is the bill's benefit. */
  readonly benefits: readonly BenefitRule[];
  readonly account: AccountRule;
  readonly family: FamilyRule | undefined;
  /** Undefined: nothing is ever given back. */
  readonly refunds: RefundRule | undefined;
  /** Undefined: nobody waits. */
  readonly waitingPeriod: WaitingPeriodRule | undefined;
  readonly cash: RuleRef;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly illnesses: readonly Illness[];
}
