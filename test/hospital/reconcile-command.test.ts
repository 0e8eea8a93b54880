// What `yibao-pos reconcile` tells of what was in flight: of each message the last word (8-cli).

import { describe, expect, it } from 'vitest';
import { lastTold } from '../../src/cli/outcomes.ts';
import { fen } from '../../src/domain/money.ts';
import type { ReconciliationOutcome } from '../../src/hospital/visit/state.ts';

const outcome = (msgid: string, verdict: ReconciliationOutcome['verdict']): ReconciliationOutcome => ({
  ...{ msgid, of: 'refund', ticket: '20110815-0001', patient: '王秀兰', amount: fen(400), verdict },
});

describe('of two reconciliations, one after the other', () => {
  it('the statement’s own word wins: what it ended is not told as still unknown', () => {
    const told = lastTold([outcome('1', 'open'), outcome('2', 'reversed')], [outcome('1', 'confirmed')]);
    expect(told).toEqual([outcome('1', 'confirmed'), outcome('2', 'reversed')]);
  });

  it('what only one of them met is told once, in the order in which it was met', () => {
    const told = lastTold([outcome('1', 'confirmed')], [outcome('2', 'open')]);
    expect(told).toEqual([outcome('1', 'confirmed'), outcome('2', 'open')]);
    expect(lastTold([outcome('1', 'open')], [])).toEqual([outcome('1', 'open')]);
  });
});
