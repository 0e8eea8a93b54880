// The line cut at every message of a visit, before and after it arrives, garbled, and late: the patient is charged once,
// the hospital and the center agree, and nothing is left over (3-protocol, What must always hold).

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLine, type Line, type LineFault } from '../../src/hospital/center-line.ts';
import { systemSchedule } from '../../src/hospital/schedule.ts';
import { inFlightAt, leftoversAtCenter, receiptsAt, settledAtCenter } from './audit.ts';
import { insist } from './insistent-cashier.ts';
import { centerFile, openTownCenter, openWindow, people, pocketCard } from './town.ts';

const card = pocketCard('wang-xiulan');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hospital-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A line on which the fault befalls the given messages, counted from 0; tells what was sent. */
function faultyLine(handle: (request: string) => string, struck: ReadonlyMap<number, LineFault>) {
  const sent: string[] = [];
  const inner = createLine({ handle, schedule: systemSchedule, deadline: 5000 });
  const line: Line = {
    hand: inner.hand,
    transport: {
      exchange(request) {
        const fault = struck.get(sent.length);
        if (fault) inner.hand.befall({ fault, times: 1 });
        sent.push(/"infno":"([^"]*)"/.exec(request)?.[1] ?? '?');
        return inner.transport.exchange(request);
      },
    },
  };
  return { line, sent };
}

async function visitUnder(struck: ReadonlyMap<number, LineFault>): Promise<readonly string[]> {
  const center = openTownCenter(centerFile(folder));
  const { line, sent } = faultyLine(center.handle, struck);
  const window = openWindow({ center, folder, line });
  await insist(window, card);
  await line.hand.letGo();
  await window.close();
  // The next start reconciles whatever is still in flight.
  const next = openWindow({ center, folder });
  await next.desk.settled();
  await next.close();
  expect(center.inspection.contradictions()).toEqual([]);
  center.close();
  return sent;
}

function expectOneCharge(): void {
  const receipts = receiptsAt(folder, people);
  const standing = settledAtCenter(centerFile(folder)).filter(({ state }) => state !== 'reversed');
  expect(receipts.map(({ purpose }) => purpose).sort()).toEqual(['fees', 'registration']);
  expect(standing.map(({ state }) => state)).toEqual(['confirmed', 'confirmed']);
  expect(standing.map(({ invoice, total }) => ({ invoice, total }))).toEqual(
    receipts.map(({ number, total }) => ({ invoice: number, total })),
  );
  expect(inFlightAt(folder, people)).toBe(0);
  expect(leftoversAtCenter(centerFile(folder))).toEqual({ visits: 0, lines: 0 });
}

/** 9001 1101 5206 5301 · 2201 2204 2206A 2207A confirm · 1101 5206 5301 · 2203A 2204 2206A 2207A confirm */
const messagesOfAVisit = 17;
const faults: readonly LineFault[] = ['cut-before-arrival', 'cut-after-arrival', 'garbled', 'late'];

describe('the line fails once', () => {
  for (const fault of faults) {
    for (let struck = 0; struck < messagesOfAVisit; struck += 1) {
      it(`${fault} at message ${struck + 1}: charged once, nothing in flight, nothing left over`, async () => {
        const sent = await visitUnder(new Map([[struck, fault]]));
        expect(sent.length).toBeGreaterThan(struck);
        expectOneCharge();
      });
    }
  }
});

describe('the line fails again and again', () => {
  it('at any messages and in any way: charged once, nothing in flight, nothing left over', async () => {
    const plans = fc.array(fc.tuple(fc.nat(45), fc.constantFrom(...faults)), { minLength: 2, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        rmSync(folder, { recursive: true, force: true });
        folder = mkdtempSync(join(tmpdir(), 'hospital-'));
        await visitUnder(new Map(plan));
        expectOneCharge();
      }),
      { numRuns: 30 },
    );
  });
});
