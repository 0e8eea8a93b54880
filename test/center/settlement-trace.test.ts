// `sim_trace` of 2206A and 2207A (3-protocol): the policy's own trace as plain data, in both languages, of bounded size.

import { beforeEach, describe, expect, test } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import { traceOf } from '../../src/center/transactions/settlement-trace.ts';
import { dateOf } from '../../src/domain/date.ts';
import { fen, formatYuan, parseYuan } from '../../src/domain/money.ts';
import { birthFromIdNumber } from '../../src/domain/person.ts';
import { mostTraceEntries, type TraceOnWire } from '../../src/domain/protocol/settlement-trace.ts';
import type { SettlementAnswer } from '../../src/domain/protocol/transactions.ts';
import type { Bill } from '../../src/policy/bill.ts';
import { settle } from '../../src/policy/settle.ts';
import { traceDocument } from '../../src/policy/settlement-document.ts';
import { readLine, type WrittenLine } from '../../src/policy/written-line.ts';
import { Counter, openCity, pack } from './counter.ts';
import { foundedOn, worker } from './small-city.ts';

let center: EmbeddedCenter;
let counter: Counter;
beforeEach(() => {
  center = openCity();
  counter = new Counter(center);
});

const items = [
  { item: 'A', price: '1000', quantity: '1', amount: '1000.00' },
  { item: 'B', price: '12.60', quantity: '2', amount: '25.20' },
  { item: 'C', price: '1.50', quantity: '2', amount: '3.00' },
];

/** What the policy itself makes of the same bill: the worker, level 3, nothing yet this year. */
const bill: Bill = {
  date: foundedOn,
  person: {
    scheme: worker.scheme,
    status: worker.status,
    birth: birthFromIdNumber(worker.idNumber) ?? dateOf('1900-01-01'),
    veteranWorker: worker.veteranWorker,
    modelWorker: worker.modelWorker,
    civilServant: worker.civilServant,
  },
  hospitalLevel: 3,
  visit: 'outpatient',
  ledger: { inScope: fen(0), deductible: fen(0), fund: fen(0), supplement: fen(0) },
  account: worker.account,
  lines: [
    { name: 'A', class: 'A', price: '1000', quantity: '1' },
    { name: 'B', class: 'B', price: '12.6', quantity: '2', ceiling: '10', selfPayRatio: '0.05' },
    { name: 'C', class: 'C', price: '1.5', quantity: '2', selfPayRatio: '1' },
  ].map((written) => readLine(written as WrittenLine)),
};

/** Wanted from both. */
interface Traced extends SettlementAnswer {
  readonly sim_trace: TraceOnWire;
}

function charged(wanted: '0' | '1' | null = '1') {
  const mdtrtId = counter.must(counter.register(worker)).data.mdtrt_id;
  counter.must(counter.lines(worker, mdtrtId, 'B1', items));
  const data = {
    ...counter.trialData(worker, mdtrtId, 'B1', '11', '1028.20'),
    ...(wanted && { sim_trace_wanted: wanted }),
  };
  const trial = counter.must(counter.trial(data));
  return { trial, settled: counter.must(counter.settle(data, trial.setlinfo)) };
}

function traced(): { readonly trial: Traced; readonly settled: Traced } {
  const told = ({ sim_trace, ...rest }: SettlementAnswer): Traced => {
    if (!sim_trace) throw new Error('no trace, though it was asked for');
    return { ...rest, sim_trace };
  };
  const { trial, settled } = charged();
  return { trial: told(trial), settled: told(settled) };
}

/** The entries with what they refer to in place of its number. */
function resolved({ texts, places, entries }: TraceOnWire) {
  const must = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error('refers to nothing');
    return value;
  };
  return entries.map(({ at, reason, ...rest }) => {
    const { title, source, ...place } = must(places[at]);
    return { ...rest, ...place, title: must(texts[title]), source: must(texts[source]), reason: must(texts[reason]) };
  });
}

const taken = (trace: TraceOnWire, wanted: (key: string) => boolean) =>
  resolved(trace)
    .filter(({ rule, key }) => rule !== 'value' && wanted(key))
    .map(({ before, after }) => {
      const [from, to] = [parseYuan(before), parseYuan(after)];
      return from.ok && to.ok ? from.value - to.value : Number.NaN;
    })
    .reduce((sum, part) => sum + part, 0);

describe('the trace of a settlement', () => {
  test('comes with the trial and with the settlement where it is asked for, the same', () => {
    const { trial, settled } = traced();
    expect(trial.sim_trace.entries.length).toBeGreaterThan(60);
    expect(settled.sim_trace).toEqual(trial.sim_trace);
    expect(trial.sim_trace.left_out).toBe(0);
  });

  test.each([null, '0'] as const)('is null where sim_trace_wanted is %s, and the figures are the same', (wanted) => {
    const { trial, settled } = charged(wanted);
    expect([trial.sim_trace, settled.sim_trace]).toEqual([null, null]);
    expect(trial.setlinfo.hifob_pay).not.toBe('0.00');
    expect(settled.setldetail).toEqual(trial.setldetail);
  });

  test('is the policy’s own, entry by entry, in both languages', () => {
    const { sim_trace } = traced().trial;
    const own = settle(pack, bill, { trace: true }).trace ?? [];
    expect(sim_trace.entries).toHaveLength(own.length);
    for (const language of ['zh', 'en'] as const) {
      const sent = resolved(sim_trace).map((entry) => ({
        ...{ rule: entry.rule, applied: entry.applied, file: entry.file, line: entry.line, key: entry.key },
        ...{ title: entry.title[language], value: entry.value ?? null, since: entry.since ?? null },
        ...{ before: entry.before, after: entry.after, reason: entry.reason[language] },
      }));
      const expected = own.map((entry) => {
        const { source: _, item: __, why: ___, ...rest } = traceDocument(entry, language);
        return rest;
      });
      expect(sent).toEqual(expected);
    }
    expect(sim_trace.entries.map(({ item }) => item)).toEqual(own.map(({ item }) => item));
  });

  test('tells each rule and each text once, however many entries refer to it', () => {
    const { texts, places } = traced().trial.sim_trace;
    expect(new Set(texts.map(({ zh, en }) => `${zh}/${en}`)).size).toBe(texts.length);
    expect(new Set(places.map(({ file, line, key }) => `${file}:${line} ${key}`)).size).toBe(places.length);
  });

  test('accounts for the figures of the settlement, by the national field that each rule speaks of', () => {
    const { setlinfo, sim_trace } = traced().settled;
    for (const name of ['fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'act_pay_dedc'] as const) {
      const ofField = { ...sim_trace, entries: sim_trace.entries.filter(({ field }) => field === name) };
      expect(formatYuan(fen(taken(ofField, () => true))), name).toBe(setlinfo[name]);
    }
    const rates = sim_trace.entries.filter(({ applied, unit }) => applied && unit === 'ratio');
    expect(rates).toMatchObject([{ field: 'hifob_pay', value: '0.55', since: '2011-01-01' }]);
    expect(formatYuan(fen(taken(sim_trace, (key) => key === 'payers.account')))).toBe(setlinfo.acct_pay);
    expect(formatYuan(fen(taken(sim_trace, (key) => key === 'payers.cash')))).toBe(setlinfo.psn_cash_pay);
  });

  test('names the benefits that do not apply, and marks what is inside them', () => {
    const entries = resolved(traced().trial.sim_trace);
    const resident = entries.find(({ key }) => key === 'resident-outpatient');
    expect(resident).toMatchObject({ applied: false, file: 'tianjin-2011/residents.yaml' });
    expect(resident).not.toHaveProperty('other_benefit');
    const inside = entries.filter(({ key }) => key.startsWith('resident-outpatient.'));
    expect(inside.length).toBeGreaterThan(3);
    for (const entry of inside) expect(entry).toMatchObject({ applied: false, other_benefit: true });
  });

  test('of hundreds of lines is bounded: what applied is kept, in order, and what is left out is counted', () => {
    const [, drug] = bill.lines;
    if (!drug) throw new Error('no drug');
    const lines = Array.from({ length: 180 }, (_, place) => ({ ...drug, name: `B${place}` }));
    const settled = settle(pack, { ...bill, lines }, { trace: true });
    const trace = settled.trace ?? [];
    const sent = traceOf(pack, settled);
    const { left_out } = sent;
    const entries = resolved(sent);
    expect(entries).toHaveLength(mostTraceEntries);
    expect(entries.length + left_out).toBe(trace.length);
    const applied = trace.filter((entry) => entry.applied).map(({ at, item }) => `${item} ${at.key}`);
    expect(entries.filter((entry) => entry.applied).map(({ key, item }) => `${item} ${key}`)).toEqual(applied);
    expect(Buffer.byteLength(JSON.stringify(sent))).toBeLessThan(80_000);
  });
});
