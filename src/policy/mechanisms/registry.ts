// All mechanisms, by the name under which rule packs invoke them. A new way of computing is one file and one line here.

import { aid } from './aid.ts';
import { bands } from './bands.ts';
import { bonus } from './bonus.ts';
import { burdenSupplement } from './burden-supplement.ts';
import { ceiling } from './ceiling.ts';
import { deductible } from './deductible.ts';
import { fullSelfPay } from './full-self-pay.ts';
import { householdLimit } from './household-limit.ts';
import { inpatientDeductible } from './inpatient-deductible.ts';
import { layer } from './layer.ts';
import { limit } from './limit.ts';
import { limitReduction } from './limit-reduction.ts';
import type { LineMechanism, StepMechanism } from './mechanism.ts';
import { ownBurdenBands } from './own-burden-bands.ts';
import { ownShare } from './own-share.ts';
import { priorSelfPay } from './prior-self-pay.ts';
import { rate } from './rate.ts';
import { supplement } from './supplement.ts';
import { waiting } from './waiting.ts';

export const lineMechanisms: ReadonlyMap<string, LineMechanism> = new Map(
  [fullSelfPay, ceiling, priorSelfPay].map((mechanism) => [mechanism.name, mechanism]),
);

// Erased to the widest type here: the compiler of packs has checked each argument against `takes` before it is passed.
const steps = [
  waiting,
  deductible,
  inpatientDeductible,
  limitReduction,
  limit,
  householdLimit,
  bonus,
  rate,
  bands,
  layer,
  ownShare,
  supplement,
  burdenSupplement,
  ownBurdenBands,
  aid,
] as readonly unknown[] as readonly StepMechanism[];

export const stepMechanisms: ReadonlyMap<string, StepMechanism> = new Map(steps.map((step) => [step.name, step]));
