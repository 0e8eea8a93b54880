// How often a password may be tried: the pause grows, the fifth wrong one locks, and time alone opens again.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSeconds, type Timestamp } from '../../src/domain/date.ts';
import { gateAt, openAgainAt, type Tries, withOneMore } from '../../src/hospital/operators/tries.ts';

const noon = '2011-08-15 12:00:00' as Timestamp;

/** So many wrong passwords in a row, each at the first moment that lets it in. */
function wrong(times: number): Tries {
  let tries: Tries = { failed: 0, lastAt: noon };
  for (let time = 0; time < times; time += 1) {
    tries = withOneMore(tries, time === 0 ? noon : openAgainAt(tries));
  }
  return tries;
}

describe('after a wrong password', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [4, 8],
  ])('number %d the next is let in after %d s, not before', (number, seconds) => {
    const tries = wrong(number);
    expect(gateAt(tries, addSeconds(tries.lastAt, seconds - 1))).toMatchObject({ at: 'paused' });
    expect(gateAt(tries, addSeconds(tries.lastAt, seconds))).toEqual({ at: 'open' });
  });

  it('number 5 the number is locked for five minutes; then the count begins anew', () => {
    const tries = wrong(5);
    const opens = addSeconds(tries.lastAt, 300);
    expect(gateAt(tries, addSeconds(opens, -1))).toEqual({ at: 'locked', until: opens });
    expect(gateAt(tries, opens)).toEqual({ at: 'open' });
    expect(withOneMore(tries, opens).failed).toBe(1);
  });
});

describe('whoever tries as fast as they can', () => {
  it('gets five tries in five minutes at most, whatever the moments they choose', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 200 }), (waits) => {
        let now = noon;
        let tries: Tries | undefined;
        const spent: Timestamp[] = [];
        for (const wait of waits) {
          now = addSeconds(now, wait);
          if (gateAt(tries, now).at !== 'open') continue;
          tries = withOneMore(tries, now);
          spent.push(now);
        }
        for (const [place, at] of spent.entries()) {
          const later = spent[place + 5];
          if (later !== undefined) expect(later >= addSeconds(at, 300)).toBe(true);
        }
      }),
    );
  });
});
