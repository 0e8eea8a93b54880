// All mechanisms, by the name under which rule packs invoke them. A new way of computing is one file and one line here.

import { ceiling } from './ceiling.ts';
import { deductible } from './deductible.ts';
import { fullSelfPay } from './full-self-pay.ts';
import { limit } from './limit.ts';
import type { LineMechanism, StepMechanism } from './mechanism.ts';
import { priorSelfPay } from './prior-self-pay.ts';
import { rate } from './rate.ts';
import { supplement } from './supplement.ts';

export const lineMechanisms: ReadonlyMap<string, LineMechanism> = new Map(
  [fullSelfPay, ceiling, priorSelfPay].map((mechanism) => [mechanism.name, mechanism]),
);

// Erased to the widest type here: the compiler of packs has checked each argument against `takes` before it is passed.
const steps: readonly StepMechanism[] = [deductible, limit, rate, supplement] as readonly unknown[] as StepMechanism[];

export const stepMechanisms: ReadonlyMap<string, StepMechanism> = new Map(steps.map((step) => [step.name, step]));
