// What the hospital believes of an answer, and what it says of one that it does not believe (3-protocol).

import { describe, expect, it } from 'vitest';
import type { Timestamp } from '../../src/domain/date.ts';
import { confirmInfno } from '../../src/domain/protocol/transactions.ts';
import * as answers from '../../src/hospital/answers.ts';
import { createCenterClient, readAnswer } from '../../src/hospital/center-client.ts';
import { createLine } from '../../src/hospital/center-line.ts';
import * as requests from '../../src/hospital/requests.ts';
import { systemSchedule } from '../../src/hospital/schedule.ts';

const now = '2011-08-15 10:00:00' as Timestamp;
const earlier = { psnNo: '12990000000001', msgid: 'H12990000001201108151000000001', infno: '2207A' } as const;

function answer(fields: Record<string, unknown>): string {
  return JSON.stringify({ infcode: 0, err_msg: null, sim_prompt: null, output: null, ...fields });
}

const sums = {
  setl_id: '1',
  setl_time: now,
  medfee_sumamt: '25.20',
  fulamt_ownpay_amt: '0.00',
  overlmt_selfpay: '5.20',
  preselfpay_amt: '1.00',
  inscp_scp_amt: 19,
  act_pay_dedc: '0.00',
  hifp_pay: '0.00',
  hifob_pay: 10.5,
  cvlserv_pay: '0.00',
  fund_pay_sumamt: '10.50',
  acct_pay: '9.5',
  psn_cash_pay: '5.20',
  balc: '100.00',
  sim_data_string: '00012011081510000000001',
};
const settled = (more: Record<string, unknown> = {}) =>
  readAnswer(answer({ output: { setlinfo: { ...sums, ...more }, setldetail: [] } }), answers.settlement);

describe('an answer', () => {
  it('takes money as number or text, exact to the fen', () => {
    expect(settled()).toMatchObject({
      at: 'answered',
      output: { setlinfo: { medfee_sumamt: 2520, inscp_scp_amt: 1900, hifob_pay: 1050, acct_pay: 950 } },
    });
  });

  it.each([
    ['no JSON', '{"infcode": 0, "outp'],
    ['no envelope', '[]'],
    ['another infcode', answer({ infcode: 7 })],
    ['a refusal without a word', answer({ infcode: -1 })],
    ['nothing in it', answer({})],
  ])('with %s is unreadable: the message may have arrived', (_, text) => {
    expect(readAnswer(text, answers.settlement)).toMatchObject({ at: 'unanswered', sent: 'maybe' });
  });

  it.each([
    ['funds, account and cash', { psn_cash_pay: '5.21' }],
    ['its four parts', { inscp_scp_amt: '19.01' }],
    ['whole fen', { balc: '1.005' }],
  ])('whose sums are not %s is unreadable', (_, more) => {
    expect(settled(more)).toMatchObject({ at: 'unanswered', sent: 'maybe' });
  });

  it('that is a prompt is handed on unchanged, character for character', () => {
    const text = '2011年8月未缴费，请用现金结算';
    const note = { id: 'month-unpaid', stage: 'contributions', fact: { month: '2011-08' }, also: ['waiting-period'] };
    expect(readAnswer(answer({ infcode: -1, err_msg: text, sim_prompt: note }), answers.done)).toEqual({
      at: 'refused',
      refusal: {
        prompt: 'month-unpaid',
        text,
        stage: 'contributions',
        fact: { month: '2011-08' },
        also: ['waiting-period'],
      },
    });
  });

  it('that refuses with a message of its own is a problem in those words', () => {
    expect(readAnswer(answer({ infcode: -1, err_msg: 'input.data.psn_no: 不符' }), answers.done)).toMatchObject({
      at: 'problem',
      problem: { kind: 'center', message: 'input.data.psn_no: 不符' },
    });
  });
});

/** A center of three sentences: it signs in, forgets the sign-in once, and is done with everything else. */
function forgetfulCenter(time = () => now) {
  const seen: { infno: string; sign_no: string | null; msgid: string }[] = [];
  let valid = 'S1';
  return {
    seen,
    forget: () => {
      valid = 'S2';
    },
    handle(request: string): string {
      const { infno, sign_no, msgid } = JSON.parse(request) as (typeof seen)[number];
      seen.push({ infno, sign_no, msgid });
      if (infno === '9001') return answer({ output: { signinoutb: { sign_time: time(), sign_no: valid } } });
      return sign_no === valid ? answer({}) : answer({ infcode: -1, err_msg: 'sign_no: 已过期 (expired)' });
    },
  };
}

function clientOf(handle: (request: string) => string, time = () => now) {
  let serial = 0;
  const line = createLine({ handle, schedule: systemSchedule, deadline: 1000 });
  const client = createCenterClient({
    speaker: {
      hospital: { code: 'H12990000001', name: '海河市人民医院' },
      area: '129900',
      operator: () => ({ code: '0003', name: '李敏', role: 'cashier' }),
    },
    transport: line.transport,
    clock: { now: time },
    nextMessageId: () => {
      serial += 1;
      return `H1299000000120110815100000${serial.toString().padStart(4, '0')}`;
    },
  });
  return { client, hand: line.hand };
}

describe('a center that writes the time of a sign-in otherwise', () => {
  it.each(['2011-08-15T10:00:00', '20110815100000', undefined])(
    'as %s: is believed, and its clock not asked',
    async (time) => {
      const center = forgetfulCenter(() => time as Timestamp);
      const { client } = clientOf(center.handle);
      expect(await client.ask(requests.confirm(earlier, 'R1'))).toMatchObject({ at: 'answered' });
    },
  );
});

describe('the client', () => {
  it('signs in once, and anew where the sign-in has expired, under a new message number', async () => {
    const center = forgetfulCenter();
    const { client } = clientOf(center.handle);
    await client.ask(requests.confirm(earlier, 'R1'));
    center.forget();
    expect(await client.ask(requests.confirm(earlier, 'R1'))).toMatchObject({ at: 'answered' });
    expect(center.seen.map(({ infno }) => infno)).toEqual(['9001', confirmInfno, confirmInfno, '9001', confirmInfno]);
    expect(new Set(center.seen.map(({ msgid }) => msgid)).size).toBe(5);
  });

  it('tells what the center says of a counter without its key, and no dead line; what moves money stays in doubt', async () => {
    const missing = 'cainfo: 缺少签名 (not signed)';
    const unproven = answer({ infcode: -1, err_msg: missing, sim_undecided: '1' });
    let demands = ['9001'];
    const center = forgetfulCenter();
    const { client } = clientOf((request) =>
      demands.includes(JSON.parse(request).infno) ? unproven : center.handle(request),
    );
    const settle = { infno: '2207A', input: {}, answer: answers.done } as const;
    const ask = () => client.ask(requests.confirm(earlier, 'R1'));
    expect(await ask()).toMatchObject({ at: 'problem', problem: { message: missing } });
    expect(await client.send(settle, 'M1')).toMatchObject({ at: 'problem', problem: { message: missing } });
    expect([client.line(), center.seen]).toEqual(['up', []]);
    // Signed in before signatures were demanded.
    demands = ['2207A', confirmInfno];
    expect(await ask()).toMatchObject({ at: 'problem' });
    expect(await client.send(settle, 'M2')).toMatchObject({
      ...{ at: 'unanswered', sent: 'maybe', cause: missing },
      word: { kind: 'center', message: missing },
    });
    expect(client.line()).toBe('up');
  });

  it('never sends a written-down message twice; where signing in fails, it was not sent at all', async () => {
    const center = forgetfulCenter();
    const { client, hand } = clientOf(center.handle);
    hand.befall({ fault: 'cut-after-arrival', times: 1, infno: '9001' });
    expect(await client.send(requests.reverse(earlier), 'M1')).toMatchObject({ at: 'unanswered', sent: 'no' });
    await client.send(requests.reverse(earlier), 'M2');
    center.forget();
    // Refused for its sign-in: of the message itself that says nothing.
    expect(await client.send(requests.reverse(earlier), 'M3')).toMatchObject({ at: 'unanswered', sent: 'maybe' });
    expect(center.seen.filter(({ infno }) => infno === '2601').map(({ msgid }) => msgid)).toEqual(['M2', 'M3']);
  });

  it('signs in anew on a new day, before the center has to say so', async () => {
    let today = now;
    const center = forgetfulCenter(() => today);
    const { client } = clientOf(center.handle, () => today);
    await client.send(requests.reverse(earlier), 'M1');
    today = '2011-08-16 00:00:01' as Timestamp;
    await client.send(requests.reverse(earlier), 'M2');
    expect(center.seen.map(({ infno }) => infno)).toEqual(['9001', '2601', '9001', '2601']);
  });

  for (const field of ['sign_no', 'opter_name', 'cainfo', 'fixmedins_code']) {
    it(`holds a refusal of ${field} for no answer to a written-down message, and for the center’s word on a question`, async () => {
      const refuse = () => answer({ infcode: -1, err_msg: `${field}: 不符 (no)` });
      const { client } = clientOf((request) =>
        request.includes('"9001"') ? answer({ output: { signinoutb: { sign_no: 'S1' } } }) : refuse(),
      );
      expect(await client.send(requests.reverse(earlier), 'M1')).toMatchObject({ at: 'unanswered', sent: 'maybe' });
      expect(await client.ask(requests.confirm(earlier, 'R1'))).toMatchObject({ at: 'problem' });
    });
  }

  it('says whether the center was reached last time', async () => {
    const { client, hand } = clientOf(forgetfulCenter().handle);
    expect(client.line()).toBe('unknown');
    hand.down();
    await client.ask(requests.confirm(earlier, 'R1'));
    expect(client.line()).toBe('down');
    hand.up();
    await client.ask(requests.confirm(earlier, 'R1'));
    expect(client.line()).toBe('up');
  });
});

describe('the line', () => {
  it('gives up at its deadline on a center that does not answer, and calls the timer off where it does', async () => {
    const timers: { readonly milliseconds: number; readonly fire: () => void; off: boolean }[] = [];
    const schedule = {
      now: () => 0,
      after(milliseconds: number, fire: () => void) {
        const timer = { milliseconds, fire, off: false };
        timers.push(timer);
        return () => {
          timer.off = true;
        };
      },
    };
    const silent = createLine({ handle: () => new Promise<string>(() => {}), schedule, deadline: 800 });
    const asked = silent.transport.exchange('{}');
    timers[0]?.fire();
    expect(await asked).toMatchObject({ ok: false, error: { kind: 'timed-out', sent: 'maybe' } });
    const prompt = createLine({ handle: () => 'ok', schedule, deadline: 800 });
    expect(await prompt.transport.exchange('{}')).toEqual({ ok: true, value: 'ok' });
    expect(timers.map(({ milliseconds, off }) => ({ milliseconds, off }))).toEqual([
      { milliseconds: 800, off: true },
      { milliseconds: 800, off: true },
    ]);
  });
});
