// What is thrown at the center: right requests with any one place changed to something hostile, and plain noise.

import fc from 'fast-check';
import { type Counter, fee } from './counter.ts';
import { worker } from './small-city.ts';

/** Every place of a request, as a path. */
function places(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return [[...path], ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))];
}

function mutated(value: unknown, [key, ...rest]: readonly string[], change: unknown): unknown {
  if (key === undefined) return change;
  const copy: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  if (rest.length === 0 && change === undefined) delete copy[key];
  else copy[key] = mutated(copy[key], rest, change);
  return copy;
}

/** Requests that are right in form and concern nobody: with any place changed they must still be refused. */
export function bases(counter: Counter): readonly object[] {
  const nobody = { ...worker, psnNo: 'X999' };
  const trial = counter.trialData(nobody, 'no-visit', 'no-batch', '11', '5.00');
  const sums = { fulamt_ownpay_amt: '0', overlmt_selfpay: '0', preselfpay_amt: '0', inscp_scp_amt: '5.00' };
  const elsewhere = { psn_no: 'X999', omsgid: 'H99999999999201108150900000001', oinfno: '2207A' };
  const inputs: readonly (readonly [string, unknown])[] = [
    ['1101', { data: { mdtrt_cert_type: '03', mdtrt_cert_no: 'none', card_sn: 'none', psn_name: '无', certno: 'X' } }],
    ['2201', counter.registration(nobody)],
    ['2204', counter.feeLines(nobody, 'no-visit', 'no-batch', [fee])],
    ['2206A', { data: trial }],
    ['2207A', { data: { ...trial, ...sums, invono: 'R9' } }],
    [
      '2208',
      {
        data: {
          setl_id: 'none',
          mdtrt_id: 'none',
          psn_no: 'X999',
          sim_invono: 'R9',
          sim_trial: '0',
          sim_approver: { opter: '0009', opter_name: '陈静' },
        },
      },
    ],
    ['confirm', { data: { ...elsewhere, sim_invono: 'R9' } }],
    ['2601', { data: elsewhere }],
    ['5203', { data: { psn_no: 'X999', setl_id: 'none', mdtrt_id: null, sim_omsgid: elsewhere.omsgid } }],
    ['5206', { data: { psn_no: 'X999', cum_ym: '2011', sim_med_type: '11' } }],
  ];
  return inputs.map(([infno, input]) => counter.envelope(infno, input));
}

export const hostile = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, true, -1, 0, 1e21, '', ' ', '0', '-0.01', '1e9', 'Infinity', '__proto__'),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Bodies as anybody might post them: requests with one place changed, cut ones, bytes, other JSON. */
export function fuzzedBodies(counter: Counter): fc.Arbitrary<Buffer> {
  const wellFormed = fc
    .tuple(fc.constantFrom(...bases(counter)), fc.nat(), hostile, fc.boolean())
    .map(([base, place, change, fresh]) => {
      const all = places(base).filter((path) => path.length > 0);
      const one = fresh ? { ...base, msgid: counter.nextMsgid() } : base;
      return Buffer.from(JSON.stringify(mutated(one, all[place % all.length] ?? [], change)));
    });
  const cut = fc.tuple(wellFormed, fc.nat()).map(([body, at]) => body.subarray(0, at % (body.length + 1)));
  const bytes = fc.uint8Array({ maxLength: 600 }).map((each) => Buffer.from(each));
  const json = fc.json().map((text) => Buffer.from(text));
  return fc.oneof({ weight: 6, arbitrary: wellFormed }, cut, bytes, json);
}
