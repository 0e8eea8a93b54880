// What is left in flight without a question for anybody: a window that nobody is at ends it by itself, does not ask a dead
// line all day, and never decides about money in doubt (3-protocol, The life of a settlement).

import { describe, expect, it } from 'vitest';
import type { LineFault } from '../../src/hospital/center-line.ts';
import { pauses } from '../../src/hospital/leftovers.ts';
import type { Schedule } from '../../src/hospital/schedule.ts';
import { systemSchedule } from '../../src/hospital/schedule.ts';
import { choose, deskTown, leaveInDoubt, wang } from './desks.ts';
import { approval, payFor, tryRefund } from './refunding.ts';
import { identify, register } from './steps.ts';
import type { Window } from './town.ts';

const town = deskTown();

/** Time in the test's hand. */
function handClock(): Schedule & { pass(milliseconds: number): void } {
  let now = 0;
  return {
    now: () => now,
    after: systemSchedule.after,
    pass(milliseconds) {
      now += milliseconds;
    },
  };
}

async function tidied(window: Window) {
  window.desk.tidy();
  return window.desk.settled();
}

async function free(window: Window) {
  await window.act({ kind: 'confirmed' });
  await window.remove();
  return window.desk.settled();
}

describe('an idle window', () => {
  it('confirms what is settled here, and the count is shown until then', async () => {
    const window = town.openAt({ schedule: handClock() });
    window.line.hand.befall({ fault: 'cut-before-arrival', times: 1, infno: 'confirm' });
    await register(window, wang);
    const { inFlight } = await free(window);
    expect(inFlight).toMatchObject([{ infno: '2207A' }]);
    expect((await tidied(window)).inFlight).toEqual([]);
    expect(town.atCenter()).toMatchObject([{ state: 'confirmed' }]);
  });

  it('confirms a refund as well', async () => {
    const window = town.openAt({ schedule: handClock() });
    await tryRefund(window, await payFor(window, wang));
    window.line.hand.befall({ fault: 'cut-after-arrival', times: 1, infno: 'confirm' });
    await window.act({ kind: 'refund-approved', approval });
    expect((await free(window)).inFlight).toMatchObject([{ infno: '2208' }]);
    expect((await tidied(window)).inFlight).toEqual([]);
  });

  it('takes back the steps of a trial that was given up while the line was down', async () => {
    const window = town.openAt({ schedule: handClock() });
    await identify(window, wang);
    await window.act(choose(window));
    window.line.hand.down();
    await window.act({ kind: 'back' });
    await window.remove();
    expect((await window.desk.settled()).inFlight).toHaveLength(1);
    window.line.hand.up();
    expect((await tidied(window)).inFlight).toEqual([]);
    expect(town.leftovers()).toEqual({ visits: 0, lines: 0 });
  });

  it('asks a line that is down at growing intervals, and at once again after what was left is gone', async () => {
    const schedule = handClock();
    const window = town.openAt({ schedule });
    const late: LineFault = 'cut-before-arrival';
    window.line.hand.befall({ fault: late, infno: ['confirm', '5203'] });
    await register(window, wang);
    await free(window);
    let tries = 0;
    const isAsked = async () => {
      const before = window.store.numbers.nextMessage;
      let asked = 0;
      window.store.numbers.nextMessage = (now) => {
        asked += 1;
        return before(now);
      };
      await tidied(window);
      window.store.numbers.nextMessage = before;
      return asked > 0;
    };
    const hour = 3_600;
    for (let second = 0; second < hour; second += 1) {
      if (await isAsked()) tries += 1;
      schedule.pass(1000);
    }
    const [first = 0, second = 0, third = 0, last = 1] = pauses;
    expect(tries).toBe(4 + Math.floor((hour * 1000 - first - second - third - 1) / last));
    window.line.hand.clear();
    schedule.pass(last);
    expect((await tidied(window)).inFlight).toEqual([]);
  });
});

describe('an idle window leaves alone', () => {
  it('money in doubt and its steps: the cashier is told what became of it', async () => {
    const window = town.openAt({ schedule: handClock() });
    await leaveInDoubt(window);
    await window.act({ kind: 'step-chosen', step: 'end-visit' });
    await window.remove();
    const { inFlight } = await tidied(window);
    expect(inFlight).toMatchObject([{ infno: '2207A' }]);
    expect(town.atCenter()).toMatchObject([{ state: 'unconfirmed' }]);
  });

  it('a trial that another window has on its screen; and while somebody is at the window, everything', async () => {
    const window = town.openAt({ schedule: handClock() });
    const other = town.openAt({ window: 2, schedule: handClock() });
    await identify(window, wang);
    const shown = await window.act(choose(window));
    expect(shown.visit.at).toBe('trial-shown');
    await tidied(other);
    expect((await tidied(window)).visit).toBe(shown.visit);
    expect((await window.act({ kind: 'confirmed' })).inFlight).toEqual([]);
  });
});
