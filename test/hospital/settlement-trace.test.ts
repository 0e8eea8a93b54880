// The center's trace on the hospital's side: kept with the split and its ticket, on disk and back; no money depends on it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestEnvelope } from '../../src/domain/protocol/envelope.ts';
import type { TraceEntryOnWire, TraceOnWire } from '../../src/domain/protocol/settlement-trace.ts';
import type { SettlementAnswer } from '../../src/domain/protocol/transactions.ts';
import { decodeTicket, encodeTicket } from '../../src/hospital/store/ticket-json.ts';
import { packTrace, traceJson } from '../../src/hospital/store/trace-json.ts';
import { settlementTrace } from '../../src/hospital/trace-answer.ts';
import type { Settled, Split } from '../../src/hospital/visit/charge.ts';
import { bringToTrial, consult, pay, register, takeCash } from './steps.ts';
import { openTownCenter, openWindow, pocketCard, type Window } from './town.ts';
import { ticketAt } from './visits.ts';

let folder: string;
let window: Window;

/** How often each transaction was asked for its trace. */
let wanted: string[];
/** Asks for every trace of a settlement, as another hospital might; its answers. */
let askAll: boolean;
/** What the account is said to be after a settlement, as if it had moved since the trial. */
let balance: string | undefined;
let settledAnswers: SettlementAnswer[];

beforeEach(() => {
  wanted = [];
  askAll = false;
  balance = undefined;
  settledAnswers = [];
  folder = mkdtempSync(join(tmpdir(), 'hospital-'));
  const center = openTownCenter();
  const handle = (text: string) => {
    const request = JSON.parse(text) as RequestEnvelope & { input: { data: { sim_trace_wanted?: string } } };
    const isSettlement = request.infno === '2207A';
    if (isSettlement && askAll) request.input.data.sim_trace_wanted = '1';
    else if (request.input.data?.sim_trace_wanted === '1') wanted.push(request.infno);
    const answer = center.handle(JSON.stringify(request));
    if (!isSettlement) return answer;
    const told = JSON.parse(answer);
    settledAnswers.push(told.output);
    if (balance !== undefined) told.output.setlinfo.balc = balance;
    return JSON.stringify(told);
  };
  window = openWindow({ center: { handle }, folder });
});
afterEach(async () => {
  await window.close();
  rmSync(folder, { recursive: true, force: true });
});

function splitOf(settled: Settled): Split {
  if (settled.by !== 'network') throw new Error('settled in cash');
  return settled.split;
}

const texts = [
  { zh: '报销比例', en: 'rate' },
  { zh: '课件', en: 'deck' },
  { zh: '适用', en: 'fits the bill' },
];
const places = [
  { file: 'tianjin-2011/rates.yaml', line: 16, key: 'employee-outpatient.rate[6]', title: 0, source: 1 },
] as const;
const entry: TraceEntryOnWire = {
  ...{ at: 0, field: 'hifob_pay', rule: 'value', applied: true },
  ...{ value: '0.65', unit: 'ratio', since: '2011-01-01', before: '619.00', after: '216.65', reason: 2 },
};
const trace: TraceOnWire = { texts, places, entries: [entry], left_out: 3 };

describe('a trace', () => {
  it('is there with the registration slip and with the receipt, and read back from the disk with the receipt', async () => {
    const card = pocketCard('wang-xiulan');
    const registered = (await register(window, card)).visit;
    await consult(window);
    const { visit } = await pay(window, card);
    if (registered.at !== 'registered') throw new Error(registered.at);
    if (visit.at !== 'paid' || visit.ticket.stage.at !== 'paid') throw new Error(visit.at);
    for (const settled of [registered.ticket.registrationFee, visit.ticket.stage.settled]) {
      const split = splitOf(settled);
      const cash = split.trace?.rules.find(({ figure, applied }) => figure === 'cash' && applied);
      expect(cash?.before ?? 0).toBe(split.cash);
      expect(split.trace?.rules.some(({ applied }) => !applied)).toBe(true);
      const codes = new Set(split.lines.map(({ item }) => item.code));
      for (const { item } of split.trace?.rules ?? []) if (item !== undefined) expect(codes).toContain(item);
    }
    expect(window.store.tickets.get(visit.ticket.number)).toEqual(visit.ticket);
  });

  it('is asked for with the trial alone', async () => {
    const card = pocketCard('wang-xiulan');
    await register(window, card);
    await consult(window);
    await pay(window, card);
    expect(wanted).toEqual(['2206A', '2206A']);
    expect(settledAnswers.map(({ sim_trace }) => sim_trace)).toEqual([null, null]);
  });

  it('of the trial is the very one that the settlement would tell', async () => {
    askAll = true;
    const card = pocketCard('wang-xiulan');
    await register(window, card);
    await consult(window);
    const trial = (await bringToTrial(window, card)).visit;
    await window.act({ kind: 'confirmed' });
    const { visit } = await takeCash(window);
    if (trial.at !== 'trial-shown') throw new Error(trial.at);
    if (visit.at !== 'paid' || visit.ticket.stage.at !== 'paid') throw new Error(visit.at);
    const again = settlementTrace.parse(settledAnswers.at(-1)?.sim_trace);
    expect(again?.rules.length).toBeGreaterThan(60);
    expect(trial.split.trace).toEqual(again);
    expect(splitOf(visit.ticket.stage.settled).trace).toEqual(again);
  });

  it('of the trial is left out where the settlement came out otherwise', async () => {
    const card = pocketCard('wang-xiulan');
    await register(window, card);
    await consult(window);
    balance = '0.07';
    const { visit } = await pay(window, card);
    if (visit.at !== 'paid' || visit.ticket.stage.at !== 'paid') throw new Error(visit.at);
    const split = splitOf(visit.ticket.stage.settled);
    expect(split.trace).toBeUndefined();
    expect(split.explanation).not.toEqual([]);
  });

  it('of the registration fee is not carried by those who wait: a queue is read again and again', async () => {
    await register(window, pocketCard('wang-xiulan'));
    const [waiting] = (await window.desk.settled()).queue.consult;
    if (!waiting) throw new Error('nobody waits');
    expect(splitOf(waiting.registrationFee).trace).toBeUndefined();
    expect(encodeTicket(waiting).length).toBeLessThan(4000);
  });

  it('lies beside the ticket once: who paid is listed without a page of rules for each', async () => {
    const card = pocketCard('wang-xiulan');
    await register(window, card);
    await consult(window);
    const { visit } = await pay(window, card);
    if (visit.at !== 'paid' || visit.ticket.stage.at !== 'paid') throw new Error(visit.at);
    const [listed] = (await window.desk.settled()).queue.refund;
    if (listed?.stage.at !== 'paid') throw new Error('nobody paid');
    expect(splitOf(listed.stage.settled).trace).toBeUndefined();
    const { trace, ...figures } = splitOf(visit.ticket.stage.settled);
    expect(trace?.rules.length).toBeGreaterThan(60);
    expect(splitOf(listed.stage.settled)).toEqual(figures);
    expect(encodeTicket(listed).length).toBeLessThan(5000);
  });

  it('is not asked of tickets that were written before there were traces', () => {
    const old = ticketAt({ at: 'waiting' });
    expect(encodeTicket(old)).not.toContain('trace');
    const read = decodeTicket(encodeTicket(old));
    expect(splitOf(read.registrationFee).trace).toBeUndefined();
    expect(read).toEqual(old);
  });

  it('is taken over rule by rule, under the names of the split', () => {
    expect(settlementTrace.parse(trace)).toEqual({
      rules: [
        {
          ...{
            figure: 'fund',
            applied: true,
            ofOtherBenefit: false,
            at: { ...places[0], title: texts[0], source: texts[1] },
          },
          ...{ item: undefined, value: { written: '0.65', unit: 'ratio' }, since: '2011-01-01' },
          ...{ before: 61900, after: 21665, reason: texts[2] },
        },
      ],
      leftOut: 3,
    });
  });

  it.each([
    ['none at all', undefined],
    ['a text', 'because'],
    ['a figure that no split has', { ...trace, entries: [{ ...entry, field: 'balc' }] }],
    ['an amount that is none', { ...trace, entries: [{ ...entry, before: '6l9.00' }] }],
    ['a day that is none', { ...trace, entries: [{ ...entry, since: '2011-02-30' }] }],
    ['a figure that every object has', { ...trace, entries: [{ ...entry, field: 'toString' }] }],
    ['a unit that is none', { ...trace, entries: [{ ...entry, unit: 'fen' }] }],
    ['a value that is no text', { ...trace, entries: [{ ...entry, value: 0.65 }] }],
    ['an item that is no text', { ...trace, entries: [{ ...entry, item: 100001 }] }],
    ['nothing of whether it applied', { ...trace, entries: [{ ...entry, applied: undefined }] }],
    ['a word for whether it is of another benefit', { ...trace, entries: [{ ...entry, other_benefit: 'yes' }] }],
    ['half a text', { ...trace, texts: [{ zh: '比例' }, ...texts] }],
    ['a line before the first', { ...trace, places: [{ ...places[0], line: 0 }] }],
    ['fewer than none left out', { ...trace, left_out: -1 }],
    ['no entries', { ...trace, entries: undefined }],
    ['a rule that is not there', { ...trace, entries: [{ ...entry, at: 1 }] }],
    ['a reason that is not there', { ...trace, entries: [{ ...entry, reason: 3 }] }],
    ['a rule without a name', { ...trace, places: [{ ...places[0], title: 3 }] }],
    ['a text without end', { ...trace, texts: [...texts, { zh: 'k'.repeat(2000), en: '' }] }],
    ['more rules than there may be', { ...trace, entries: Array.from({ length: 401 }, () => entry) }],
  ])('with %s is left out, and the settlement stands', (_, sent) => {
    expect(settlementTrace.parse(sent)).toBeUndefined();
  });
});

describe('a trace on disk', () => {
  const read = settlementTrace.parse(trace);
  if (!read) throw new Error('not read');

  it('says each text and each rule once, and is read back as it was', () => {
    const twice = { ...read, rules: [...read.rules, ...read.rules] };
    const written = JSON.stringify(packTrace(twice));
    expect(written.match(/employee-outpatient/g)).toHaveLength(1);
    expect(written.match(/fits the bill/g)).toHaveLength(1);
    expect(traceJson.parse(JSON.parse(written))).toEqual(twice);
  });

  it('of before, where every entry repeats its rule and its texts, is read as the same', () => {
    const before = read.rules.map(({ at, ...rest }) => ({ ...at, ...rest, item: null }));
    expect(traceJson.parse(JSON.parse(JSON.stringify({ rules: before, leftOut: 3 })))).toEqual(read);
  });

  it('that refers to what is not there is told: the file was changed by another hand', () => {
    const written = packTrace(read);
    expect(() => traceJson.parse({ ...written, texts: [] })).toThrow('refers to what is not there');
  });
});
