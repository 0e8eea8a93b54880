// Compiles what a pack says beside its benefits: who pays what the funds leave, what may be given back, how long who was late
// with contributions waits.

import type { Text } from '../domain/language.ts';
import { bindParameter, type Workshop } from './compile-step.ts';
import type { AccountRule, FamilyRule, RefundRule, WaitingPeriodRule } from './pack.ts';
import type { PackFile } from './pack-places.ts';
import type { RuleRef } from './trace.ts';

/** The one file of the pack that has a section; a second one is noted. */
function oneWith(
  workshop: Workshop,
  section: 'payers' | 'refunds' | 'waitingPeriod',
): Workshop['files'][number] | undefined {
  const [first, second] = workshop.files.filter(({ data }) => data[section] !== undefined);
  const once: Text = { zh: `整个规则包只有一处 ${section}`, en: `${section} once in the pack` };
  if (second) second.file.complain([section], once);
  return first;
}

const missing: Text = { zh: '缺', en: 'missing' };
const titles = {
  account: { zh: '个人账户', en: 'personal account' },
  family: { zh: '家庭共济账户', en: 'family account' },
  cash: { zh: '现金', en: 'cash' },
  refunds: { zh: '退费', en: 'refund' },
  waitingPeriod: { zh: '等待期', en: 'waiting period' },
} as const satisfies Record<string, Text>;

export interface Payers {
  readonly account: AccountRule;
  readonly family: FamilyRule | undefined;
  readonly cash: RuleRef;
}

export function compilePayers(workshop: Workshop, head: PackFile): Payers {
  const found = oneWith(workshop, 'payers');
  const payers = found?.data.payers;
  if (!found || !payers) {
    head.complain([], { zh: '某个文件中的 payers', en: 'payers, in one of the files' });
    const at = head.refer([], { kind: 'assumption', why: missing }, 'payers', missing);
    return { account: { at, pays: [] }, family: undefined, cash: at };
  }
  const { file } = found;
  const refer = (payer: 'account' | 'family' | 'cash', data: Parameters<PackFile['source']>[0]) => {
    const path = ['payers', payer];
    return file.refer(path, file.source(data, path), `payers.${payer}`, titles[payer]);
  };
  const { account, family, cash } = payers;
  const path = ['payers', 'family', 'share'];
  const share = family && bindParameter('ratio', 'share', family.share, { file, path, workshop });
  return {
    account: { at: refer('account', account), pays: account.pays },
    family: share && { at: refer('family', family), pays: family.pays, share: share.parameter },
    cash: refer('cash', cash),
  };
}

export function compileRefunds(workshop: Workshop): RefundRule | undefined {
  const found = oneWith(workshop, 'refunds');
  const refunds = found?.data.refunds;
  if (!found || !refunds) return undefined;
  const { file } = found;
  const days = bindParameter('count', 'days', refunds.days, { file, path: ['refunds', 'days'], workshop });
  const at = file.refer(['refunds'], file.source(refunds, ['refunds']), 'refunds', titles.refunds);
  return days && { at, kinds: refunds.kinds, visits: refunds.visits, days: days.parameter };
}

export function compileWaitingPeriod(workshop: Workshop): WaitingPeriodRule | undefined {
  const found = oneWith(workshop, 'waitingPeriod');
  const waiting = found?.data.waitingPeriod;
  if (!found || !waiting) return undefined;
  const { file } = found;
  const path = ['waitingPeriod'];
  const months = bindParameter('count', 'months', waiting.months, { file, path: [...path, 'months'], workshop });
  const at = file.refer(path, file.source(waiting, path), 'waitingPeriod', titles.waitingPeriod);
  return months && { at, months: months.parameter };
}
