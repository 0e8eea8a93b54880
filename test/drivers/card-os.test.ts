// The virtual cards, against every example of 4-card, and as the card application reads them.

import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../drivers/bytes.ts';
import {
  answerToReset,
  type CardState,
  newCard,
  plainCard,
  resetCard,
  respond,
} from '../../drivers/virtual/card-os/card.ts';
import { plainProfiles } from '../../drivers/virtual/card-os/plain.ts';
import type { CardFlaw } from '../../drivers/virtual/card-os/social-security.ts';
import { li, longName, wang } from './cards.ts';

/** A conversation: command, expected answer, as in the specification. */
function talk(
  first: CardState,
  lines: readonly (readonly [command: string, answer: string])[],
  flaws: CardFlaw[] = [],
) {
  let card = first;
  for (const [command, expected] of lines) {
    const { card: next, answer } = respond(card, fromHex(command)!, new Set(flaws));
    card = next;
    expect(`${command} → ${toHex(answer, ' ')}`).toBe(`${command} → ${expected}`);
  }
  return card;
}

const selectSsse = '00 A4 04 00 0F 73 78 31 2E 73 68 2E C9 E7 BB E1 B1 A3 D5 CF';
const fresh = () => newCard(wang, 1);

describe('the social-security card (4-card)', () => {
  it('ATR 3B 6D 00 00 and 13 historical bytes', () =>
    expect(toHex(answerToReset(fresh()))).toBe('3B6D000000813147318650430200000013'));

  it('SELECT SSSE by name → 61 18; GET RESPONSE → FCI', () => {
    talk(fresh(), [
      [selectSsse, '61 18'],
      ['00 C0 00 00 18', '6F 16 84 0F 73 78 31 2E 73 68 2E C9 E7 BB E1 B1 A3 D5 CF A5 03 88 01 1E 90 00'],
      ['00 C0 00 00 18', '69 85'],
    ]);
  });

  it('GET RESPONSE with another length → 6C 18, and the answer still waits', () => {
    talk(fresh(), [
      [selectSsse, '61 18'],
      ['00 C0 00 00 10', '6C 18'],
      ['00 C0 00 00 18', '6F 16 84 0F 73 78 31 2E 73 68 2E C9 E7 BB E1 B1 A3 D5 CF A5 03 88 01 1E 90 00'],
    ]);
  });

  it('SELECT a file: EF05 with P1 00 or 02, MF; 6A82 for any other', () => {
    talk(fresh(), [
      ['00 A4 00 00 02 EF 05', '90 00'],
      ['00 A4 02 00 02 EF 05', '90 00'],
      ['00 A4 00 00 02 3F 00', '90 00'],
      ['00 A4 00 00 02 EF 99', '6A 82'],
      ['00 A4 04 00 02 EF 05', '6A 82'],
    ]);
  });

  it('READ RECORD by number, by tag, by SFI; wrong Le → 6C xx', () => {
    talk(fresh(), [
      ['00 A4 00 00 02 EF 05', '90 00'],
      ['00 B2 07 04 0B', '07 09 58 30 30 30 30 30 30 31 39 90 00'],
      ['00 B2 07 00 0B', '07 09 58 30 30 30 30 30 30 31 39 90 00'],
      ['00 B2 07 04 00', '6C 0B'],
      ['00 B2 05 2C 06', '05 04 20 10 10 01 90 00'],
      ['00 B2 01 34 14', '08 12 39 39 30 31 30 31 31 39 34 36 30 33 30 31 30 30 32 33 90 00'],
      ['00 B2 0A 00 03', '0A 01 32 90 00'],
      ['00 B2 08 04 00', '6A 83'],
    ]);
  });

  it('EF05 and EF06, record by record (tables of 4-card)', () => {
    talk(fresh(), [
      ['00 A4 00 00 02 EF 05', '90 00'],
      ['00 B2 01 04 12', '01 10 99 01 00 D1 56 00 00 05 00 A1 B2 C3 D4 E5 F6 01 90 00'],
      ['00 B2 02 04 03', '02 01 31 90 00'],
      ['00 B2 03 04 06', '03 04 32 2E 30 00 90 00'],
      ['00 B2 04 04 0E', '04 0C 99 01 00 00 00 00 00 00 00 00 00 01 90 00'],
      ['00 B2 05 04 06', '05 04 20 10 10 01 90 00'],
      ['00 B2 06 04 06', '06 04 20 20 10 01 90 00'],
      ['00 A4 00 00 02 EF 06', '90 00'],
      ['00 B2 02 04 20', `09 1E CD F5 BD A8 B9 FA ${'00 '.repeat(24)}90 00`],
      ['00 B2 03 04 16', `4E 14 ${'00 '.repeat(20)}90 00`],
      ['00 B2 05 04 03', '0B 01 01 90 00'],
      ['00 B2 06 04 05', '0C 03 99 01 01 90 00'],
      ['00 B2 07 04 06', '0D 04 19 46 03 01 90 00'],
    ]);
  });

  it('a version 1 card has no record 4E', () => {
    talk(newCard(li, 1), [
      ['00 A4 00 00 02 EF 06', '90 00'],
      ['00 B2 03 04 16', '6A 83'],
      ['00 B2 4E 00 16', '6A 83'],
      ['00 B2 04 04 03', '0A 01 32 90 00'],
    ]);
  });

  it('a name longer than 30 bytes goes on in record 4E', () => {
    const card = talk(newCard(longName, 1), [['00 A4 00 00 02 EF 06', '90 00']]);
    const { answer } = respond(card, fromHex('00 B2 03 04 16')!, new Set());
    expect(answer.slice(2, -2).some((byte) => byte !== 0)).toBe(true);
  });

  it('VERIFY: 63 Cx counts down from six, 69 83 is blocked, also for the right PIN', () => {
    talk(fresh(), [
      ['00 20 00 00 03 00 00 00', '63 C5'],
      ['00 20 00 00 03 12 34 56', '90 00'],
      ...[5, 4, 3, 2, 1, 0].map((left) => ['00 20 00 00 03 11 11 11', `63 C${left}`] as const),
      ['00 20 00 00 03 11 11 11', '69 83'],
      ['00 20 00 00 03 12 34 56', '69 83'],
    ]);
  });

  it('PIN tries survive the loss of power, a verified PIN does not', () => {
    let card = talk(fresh(), [
      ['00 20 00 00 03 12 34 56', '90 00'],
      ['00 20 00 00 00', '90 00'],
    ]);
    card = talk(resetCard(card), [
      ['00 20 00 00 00', '63 C6'],
      ['00 20 00 00 03 11 11 11', '63 C5'],
    ]);
    talk(resetCard(card), [['00 20 00 00 03 11 11 11', '63 C4']]);
  });

  it('CHANGE 80 5E 01 00 07 <old> FF <new>: the new PIN counts; a wrong old one costs a try', () => {
    talk(fresh(), [
      ['80 5E 01 00 07 11 11 11 FF 65 43 21', '63 C5'],
      ['80 5E 01 00 07 12 34 56 FF 65 43 21', '90 00'],
      ['00 20 00 00 03 12 34 56', '63 C5'],
      ['00 20 00 00 03 65 43 21', '90 00'],
      ['80 5E 01 00 06 12 34 56 65 43 21', '67 00'],
      ['80 5E 00 00 07 65 43 21 FF 12 34 56', '6A 86'],
    ]);
  });

  it('GET CHALLENGE: eight bytes, never the same twice', () => {
    const one = respond(fresh(), fromHex('00 84 00 00 08')!, new Set());
    const two = respond(one.card, fromHex('00 84 00 00 08')!, new Set());
    expect(one.answer).toHaveLength(10);
    expect(toHex(one.answer)).not.toBe(toHex(two.answer));
  });

  it('other status words: 6700 6982 6981 6986 6A86 6D00 6E00', () => {
    talk(fresh(), [
      ['00 20 00 00 02 12 34', '67 00'],
      ['00 B2 01 04 12', '69 86'],
      ['00 A4 00 00 02 EF 05', '90 00'],
      ['00 B0 00 00 10', '69 81'],
      ['00 DC 01 04 03 02 01 31', '69 82'],
      ['00 20 00 01 03 12 34 56', '6A 86'],
      ['00 B2 01 05 12', '6A 86'],
      ['00 FE 00 00 00', '6D 00'],
      ['A0 A4 00 00 02 3F 00', '6E 00'],
    ]);
  });

  it('does not change the state it was given', () => {
    const card = fresh();
    const before = JSON.stringify(card);
    respond(card, fromHex('00 20 00 00 03 11 11 11')!, new Set());
    expect(JSON.stringify(card)).toBe(before);
  });
});

const plain = plainCard(plainProfiles.get('plain')!);

describe('the plain test card (5-readers, The mock)', () => {
  it('ATR 3B 68 00 00 00 73 C8 40 00 00 90 00', () =>
    expect(toHex(answerToReset(plain), ' ')).toBe('3B 68 00 00 00 73 C8 40 00 00 90 00'));
  it('READ BINARY answers P3 bytes P2, P2+1, … and 9000; its AID may be selected', () => {
    talk(plain, [
      ['00 B0 00 00 04', '00 01 02 03 90 00'],
      ['00 B0 00 FE 04', 'FE FF 00 01 90 00'],
      ['00 A4 04 00 06 A0 00 00 00 18 FF', '90 00'],
      ['00 A4 04 00 06 A0 00 00 00 18 FE', '6A 82'],
      ['00 84 00 00 08', '6D 00'],
      ['80 B0 00 00 04', '6E 00'],
    ]);
    expect(respond(plain, fromHex('00 B0 00 00 00')!, new Set()).answer).toHaveLength(258);
  });
});
