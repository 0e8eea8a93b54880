// 个人负担补助: a second fund pays a rate of what the bill's in-scope expense leaves to the person, up to a limit of the year.

import { fen, maxFen, minFen, zeroFen } from '../../domain/money.ts';
import { shareOf } from '../exact.ts';
import { leftToPay, pay, withBonus } from './course.ts';
import type { StepMechanism } from './mechanism.ts';

const takes = { rate: 'ratio', limit: 'yuan', fund: 'fund' } as const;

export const burdenSupplement: StepMechanism<typeof takes> = {
  name: 'burden-supplement',
  about: {
    zh: '对个人负担按比例补助，年度限额以内',
    en: 'a second fund pays a rate of the burden, up to a limit of the year',
  },
  takes,
  apply(course, { rate, limit, fund }) {
    const rest = maxFen(zeroFen, fen(limit - course.given.ledger.supplement));
    const amount = minFen(shareOf(leftToPay(course), withBonus(course, rate)), rest);
    return pay(course, { fund, amount, ledger: 'supplement', pieces: [], upTo: undefined });
  },
  report(before, after, { limit }) {
    const [left, rest] = [leftToPay(before), leftToPay(after)];
    const spent = before.given.ledger.supplement >= limit;
    const nothing = spent
      ? { zh: '本年补助已达限额', en: 'the year’s supplement has reached its limit' }
      : { zh: '没有可补助的个人负担', en: 'no burden is left to supplement' };
    return {
      applied: rest < left,
      before: left,
      after: rest,
      reason: rest < left ? { zh: '个人负担按比例补助', en: 'the burden is supplemented' } : nothing,
    };
  },
};
