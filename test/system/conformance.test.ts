// The same conformance run in process, on a pseudo-terminal and through pcscd, and the page docs/readers.md of it.
// With GENERATE=readers (npm run docs:readers) the page is written instead of compared.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openReader } from '../../drivers/open.ts';
import type { CardReader, ReaderEvent } from '../../drivers/reader.ts';
import { loadCardFixtures } from '../../src/cli/card-fixtures.ts';
import { dateOf } from '../../src/domain/date.ts';
import { cardTable, conformanceCards, conformanceOf, readersPage, type Way } from '../support/conformance.ts';
import { top } from '../support/paths.ts';
import { type EmulatorProcess, startEmulator } from './emulator.ts';
import { type PrivatePcscd, startPcscd } from './private-pcscd.ts';

const page = join(top, 'docs', 'readers.md');
const folder = mkdtempSync(join(tmpdir(), 'yibao-pos-conformance-'));
const cards = loadCardFixtures(dateOf('2011-08-15'));
const seen = new Map<string, Partial<Record<Way, Awaited<ReturnType<typeof conformanceOf>>>>>();
const note = (card: string, way: Way, steps: Awaited<ReturnType<typeof conformanceOf>>) => {
  seen.set(card, { ...seen.get(card), [way]: steps });
  for (const step of steps) expect(step, step.detail).not.toMatchObject({ outcome: 'failed' });
};
let pcscd: PrivatePcscd;
let emulator: EmulatorProcess;
/** Tells when pcscd has seen a card come or go. */
let watcher: CardReader;

beforeAll(async () => {
  const link = join(folder, 'reader');
  emulator = await startEmulator(['--pty', link]);
  pcscd = await startPcscd(link);
  Object.assign(process.env, pcscd.env);
  const opened = await openReader('pcsc:', { cards: new Map() });
  if (!opened.ok) throw new Error(opened.error.cause);
  watcher = opened.value.reader;
});
afterAll(async () => {
  await watcher?.close();
  await pcscd?.stop();
  await emulator?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it.each(conformanceCards)('in process: %s', async (card) => {
  note(card, 'in process', await conformanceOf(`mock:${card}`, cards));
});

it.each(conformanceCards)('pseudo-terminal: %s', async (card) => {
  const link = join(folder, card);
  const own = await startEmulator(['--pty', link, '--card', card]);
  note(card, 'pseudo-terminal', await conformanceOf(`ccid:${link}`, new Map()));
  await own.stop();
});

function next(kind: ReaderEvent['kind']): Promise<void> {
  return new Promise((resolve) => {
    const end = watcher.subscribe((event) => {
      if (event.kind !== kind) return;
      end();
      resolve();
    });
  });
}

it.each(conformanceCards)('PC/SC: %s', async (card) => {
  if (watcher.status().at === 'card') {
    const out = next('card-out');
    await emulator.say('remove');
    await out;
  }
  const cardIn = next('card-in');
  await emulator.say(`insert ${card}`);
  await cardIn;
  note(card, 'PC/SC', await conformanceOf('pcsc:', new Map()));
});

it('docs/readers.md is what came out', () => {
  const text = readersPage(conformanceCards.map((card) => cardTable(card, seen.get(card) ?? {})));
  if (process.env.GENERATE === 'readers') {
    mkdirSync(join(top, 'docs'), { recursive: true });
    writeFileSync(page, text);
  }
  expect(readFileSync(page, 'utf8')).toBe(text);
});
