// The desk on the mock reader: the real driver, the emulated reader and the virtual card, on the system's clock.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type MockHand, openReader, type VirtualCardData } from '../../drivers/open.ts';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import type { DeskSnapshot } from '../../src/hospital/desk.ts';
import type { VisitState } from '../../src/hospital/visit/state.ts';
import { choiceAt, openTownCenter, openWindow, pocketCard, type Window } from './town.ts';

function chip(id: string): VirtualCardData {
  const { card, pin } = pocketCard(id);
  const { area: _, ...data } = card;
  return { ...data, id, pin, institution: '129900000000000000000001' };
}

let folder: string;
let center: EmbeddedCenter;
let window: Window;
let hand: MockHand;
let close: () => Promise<void>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hospital-'));
  center = openTownCenter();
  const cards = new Map(['wang-xiulan', 'li-jianguo'].map((id) => [id, chip(id)]));
  const opened = await openReader('mock:', { cards });
  if (!opened.ok || !opened.value.mock) throw new Error('no mock reader');
  const { reader, card, mock } = opened.value;
  hand = mock;
  close = () => reader.close();
  window = openWindow({ center, folder, opened: { reader, card } });
});
afterEach(async () => {
  await window.close();
  await close();
  center.close();
  rmSync(folder, { recursive: true, force: true });
});

function until(at: VisitState['at']): Promise<DeskSnapshot> {
  return new Promise((resolve) => {
    const look = () => {
      if (window.desk.snapshot().visit.at !== at) return;
      unsubscribe();
      resolve(window.desk.snapshot());
    };
    const unsubscribe = window.desk.subscribe(look);
    look();
  });
}

it('reads the card, takes the PIN, registers; pulled, swapped and put back it goes on', async () => {
  expect(hand.insert('wang-xiulan').ok).toBe(true);
  expect((await until('entering-pin')).visit).toMatchObject({ holder: { name: '王秀兰' } });
  window.desk.dispatch({ kind: 'pin-entered', pin: '123456' });
  await until('choosing');
  hand.remove();
  await until('card-pulled');
  hand.insert('li-jianguo');
  expect((await until('other-card')).visit).toMatchObject({ found: { name: '李建国' } });
  hand.remove();
  await until('card-pulled');
  hand.insert('wang-xiulan');
  await until('choosing');
  window.desk.dispatch({ kind: 'choice-made', choice: choiceAt(window.desk) });
  await until('trial-shown');
});
