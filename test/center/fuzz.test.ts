// Whatever is sent, the center answers in its own form and a message that it cannot read changes nothing.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import { Counter, fee, openCity } from './counter.ts';
import { worker } from './small-city.ts';

function everything(center: EmbeddedCenter): string {
  return JSON.stringify(center.inspection.everyone().map((psnNo) => center.inspection.person(psnNo)));
}

function expectWellFormed(encoded: string) {
  const answer = JSON.parse(encoded);
  expect([0, -1]).toContain(answer.infcode);
  expect(answer.inf_refmsgid).toHaveLength(30);
  expect(answer.respond_time).toMatch(/^\d{17}$/);
  if (answer.infcode === -1) {
    expect([...answer.err_msg].length).toBeGreaterThan(0);
    expect([...answer.err_msg].length).toBeLessThanOrEqual(200);
    expect(answer.output).toBeNull();
    expect(answer.err_msg).not.toMatch(/^center: /);
  }
  return answer;
}

describe('handle', () => {
  const center = openCity();
  const counter = new Counter(center);
  const { mdtrtId, msgid, data, sums } = counter.charge(worker, [fee]);
  counter.must(counter.confirm(worker, msgid));
  counter.must(counter.lines(worker, mdtrtId, 'open', [fee]));
  const { fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt } = sums;
  const settlement = {
    data: {
      ...{ ...data, chrg_bchno: 'open', invono: 'R9' },
      ...{ fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt },
    },
  };

  test('any text', () => {
    const before = everything(center);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.json()), (text) => {
        expect(expectWellFormed(center.handle(text)).infcode).toBe(-1);
      }),
      { numRuns: 500 },
    );
    expect(everything(center)).toBe(before);
  });

  test('nesting beyond any stack, and a message of a megabyte', () => {
    const before = everything(center);
    expectWellFormed(center.handle('['.repeat(200_000)));
    expectWellFormed(
      center.handle(JSON.stringify(counter.envelope('1101', { data: { psn_name: 'x'.repeat(1_000_000) } }))),
    );
    const deep = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    const nested = JSON.stringify(counter.envelope('5301', { data: { psn_no: 'P001' }, deep: 0 })).replace(
      '"deep":0',
      `"deep":${deep}`,
    );
    expect(JSON.parse(center.handle(nested)).infcode).toBe(-1);
    expect(everything(center)).toBe(before);
  });

  /** Every place of a request, as a path. */
  function places(value: unknown, path: readonly string[] = []): string[][] {
    if (typeof value !== 'object' || value === null) return [[...path]];
    return [[...path], ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))];
  }

  function mutated(request: unknown, path: readonly string[], change: unknown): unknown {
    const [key, ...rest] = path;
    if (key === undefined) return change;
    const copy: Record<string, unknown> = { ...(request as Record<string, unknown>) };
    if (rest.length === 0 && change === undefined) delete copy[key];
    else copy[key] = mutated(copy[key], rest, change);
    return copy;
  }

  const values = fc.oneof(
    fc.constantFrom(
      undefined,
      null,
      true,
      -1,
      0,
      1e21,
      Number.MIN_VALUE,
      '',
      ' ',
      '0',
      '-0.01',
      '1e9',
      '03',
      'P002',
      'Infinity',
    ),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.jsonValue({ maxDepth: 2 }),
  );

  test('a good request with one place changed: well-formed, and where refused without a trace', () => {
    const kinds = {
      '1101': { data: { ...counter.credential(worker), psn_name: worker.name, certno: worker.idNumber } },
      '2207A': settlement,
      '2601': { data: { psn_no: 'P001', omsgid: counter.nextMsgid(), oinfno: '2207A' } },
      '5206': { data: { psn_no: 'P001', cum_ym: '2011', sim_med_type: '11' } },
    };
    fc.assert(
      fc.property(fc.constantFrom(...Object.entries(kinds)), fc.nat(), values, ([infno, input], place, change) => {
        const request = counter.envelope(infno, input);
        const all = places(request).filter((path) => path.length > 0);
        const before = everything(center);
        const answer = expectWellFormed(
          center.handle(JSON.stringify(mutated(request, all[place % all.length]!, change))),
        );
        if (answer.infcode === -1) expect(everything(center)).toBe(before);
        // What went through is taken back, so that the next change meets the same city.
        else if (infno === '2207A') counter.must(counter.reverse(worker, request.msgid));
      }),
      { numRuns: 600 },
    );
    expect(center.inspection.contradictions()).toEqual([]);
  });

  test('after it is closed it still answers, and says that nothing was changed', () => {
    const closed = openCity();
    const line = new Counter(closed);
    closed.close();
    expect(line.identify(worker)).toMatchObject({
      infcode: -1,
      err_msg: expect.stringMatching(/^center: .*nothing was changed/),
    });
  });
});
