// What is written to and read from a card, byte for byte: commands, answers, ATR, records, the line iReadCardBas.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../drivers/bytes.ts';
import { caseOf, describeStatus, encodeCommand, parseAnswer, parseCommand, tpduOf } from '../../drivers/card/apdu.ts';
import { socialSecurityCard as application } from '../../drivers/card/application.ts';
import { parseAtr } from '../../drivers/card/atr.ts';
import { cardLine, type SocialSecurityCard } from '../../drivers/card/social-security-card.ts';
import { decodeBcd, decodeDate, decodeGbk, encodeBcd, encodeGbk, parseRecord } from '../../drivers/card/values.ts';
import type { CardReader } from '../../drivers/reader.ts';
import { answerToReset, newCard, respond } from '../../drivers/virtual/card-os/card.ts';
import { li, longName, wang } from './cards.ts';

const hex = (text: string) => fromHex(text)!;

describe('commands (ISO 7816-4) and their T=0 blocks (ISO 7816-3)', () => {
  it.each([
    ['case 1: P3 = 00 is added', '00 A4 00 00', '00 A4 00 00 00'],
    ['case 2 goes as it is', '00 B0 00 00 10', '00 B0 00 00 10'],
    ['case 2 with Le = 256', '00 B0 00 00 00', '00 B0 00 00 00'],
    ['case 3 goes as it is', '00 20 00 00 03 12 34 56', '00 20 00 00 03 12 34 56'],
    ['case 4 loses its Le', '00 A4 04 00 02 3F 00 18', '00 A4 04 00 02 3F 00'],
  ])('%s', (name, apdu, block) => {
    const command = parseCommand(hex(apdu));
    if (!command.ok) throw new Error(command.error.cause);
    expect(caseOf(command.value)).toBe(Number(name.charAt(5)));
    expect(toHex(encodeCommand(command.value), ' ')).toBe(apdu);
    expect(toHex(tpduOf(command.value), ' ')).toBe(block);
  });
  it.each(['', '00 A4 00', '00 A4 04 00 05 3F 00', '00 A4 04 00 01 3F 00 00 00', '00 B0 00 00 00 01 00'])(
    '"%s" is no command',
    (text) => expect(parseCommand(hex(text))).toMatchObject({ ok: false, error: { kind: 'card-protocol' } }),
  );
  it('a command comes back as it was written', () =>
    fc.assert(
      fc.property(
        fc.record({
          cla: fc.nat(255),
          ins: fc.nat(255),
          p1: fc.nat(255),
          p2: fc.nat(255),
          data: fc.option(fc.uint8Array({ minLength: 1, maxLength: 255 }), { nil: undefined }),
          le: fc.option(fc.integer({ min: 1, max: 256 }), { nil: undefined }),
        }),
        ({ data, le, ...head }) => {
          const command = { ...head, ...(data ? { data } : {}), ...(le === undefined ? {} : { le }) };
          expect(parseCommand(encodeCommand(command))).toEqual({ ok: true, value: command });
        },
      ),
    ));
  it('an answer without status word, or with an impossible one, is card-protocol', () => {
    for (const text of ['', '90', '00 00', '12 34 56'])
      expect(parseAnswer(hex(text))).toMatchObject({ ok: false, error: { kind: 'card-protocol' } });
    expect(parseAnswer(hex('01 02 63 C5'))).toEqual({ ok: true, value: { data: hex('0102'), status: 0x63c5 } });
  });
  it.each([
    [0x6118, '6118 (24 more bytes)'],
    [0x6c0b, '6C0B (wrong length, 11 would be right)'],
    [0x63c3, '63C3 (wrong PIN, 3 tries left)'],
    [0x6983, '6983 (PIN blocked)'],
    [0x6a83, '6A83 (record not found)'],
  ])('%i means %s', (status, text) => expect(describeStatus(status)).toBe(text));
});

describe('ATR (ISO 7816-3, 8)', () => {
  it('3B 6D 00 00 and 13 historical bytes: T=0, everything default', () => {
    expect(parseAtr(hex('3B 6D 00 00 00 81 31 47 31 86 50 43 02 00 00 00 13'))).toMatchObject({
      ok: true,
      value: {
        ta1: 0x11,
        tc1: 0,
        tc2: 0x0a,
        protocols: [0],
        historical: hex('00 81 31 47 31 86 50 43 02 00 00 00 13'),
      },
    });
  });
  it.each([
    ['3B 68 00 00 00 73 C8 40 00 00 90', 'one byte short'],
    ['3B 68 00 00 00 73 C8 40 00 00 90 00 00', 'one byte long'],
    ['3C 00', 'wrong TS'],
    ['3B', 'no T0'],
    ['3B F0 11', 'ends within the interface bytes'],
    ['3B 80 01 82', 'wrong TCK'],
    ['', 'empty'],
  ])('%s: %s', (text) => expect(parseAtr(hex(text))).toMatchObject({ ok: false, error: { kind: 'bad-atr' } }));
  it('no bytes make it throw', () =>
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => void parseAtr(bytes))));
});

describe('values in records', () => {
  it('tag, length and size of a record are checked, and the error says what was expected', () => {
    expect(parseRecord(hex('0A 01 31'), 0x0a, 1)).toEqual({ ok: true, value: hex('31') });
    expect(parseRecord(hex('0B 01 31'), 0x0a, 1)).toEqual({ ok: false, why: 'expected tag 0A, found 0B' });
    expect(parseRecord(hex('0A 02 31'), 0x0a, 1)).toEqual({ ok: false, why: 'expected length 01, found 02' });
    expect(parseRecord(hex('0A 01 31 32'), 0x0a, 1)).toEqual({ ok: false, why: 'expected 3 bytes, found 4' });
  });
  it('BCD digits come back as they were written', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 99 })), (pairs) => {
        const digits = pairs.map((pair) => String(pair).padStart(2, '0')).join('');
        expect(decodeBcd(encodeBcd(digits))).toEqual({ ok: true, value: digits });
      }),
    ));
  it('a date must exist', () => {
    expect(decodeDate(hex('20240229'))).toEqual({ ok: true, value: '20240229' });
    for (const text of ['20230229', '20231301', '20230100', '2023010A']) expect(decodeDate(hex(text)).ok).toBe(false);
  });
  it('GBK names, padded with zero bytes', () => {
    expect(decodeGbk(Uint8Array.of(...encodeGbk('王建国'), 0, 0))).toEqual({ ok: true, value: '王建国' });
    expect(decodeGbk(new Uint8Array(30)).ok).toBe(false);
  });
});

/** A reader whose card answers in this process, without any wire: only what the application does is looked at. */
function readerOf(
  data: typeof wang,
  change: (command: Uint8Array, answer: Uint8Array) => Uint8Array = (_, same) => same,
) {
  let card = newCard(data, 1);
  const commands: string[] = [];
  const reader: Pick<CardReader, 'powerOn' | 'transmit'> = {
    powerOn: async () => ({ ok: true, value: answerToReset(card) }),
    transmit: async (command) => {
      commands.push(toHex(command));
      const done = respond(card, command, new Set());
      card = done.card;
      return { ok: true, value: change(command, done.answer) };
    },
  };
  return { reader: reader as CardReader, commands };
}

describe('reading a card', () => {
  it('a name longer than one record', async () => {
    expect(await application.read(readerOf(longName).reader)).toMatchObject({
      ok: true,
      value: { name: longName.name },
    });
  });
  it('a version 1 card is not asked for record 4E', async () => {
    const { reader, commands } = readerOf(li);
    expect(await application.read(reader)).toMatchObject({ ok: true, value: { name: '李娜', version: '1.00' } });
    expect(commands).not.toContain('00B2030416');
  });
  it('a version 1 card that numbers its records without a gap is read by tag', async () => {
    const { reader } = readerOf(li);
    const shifted: CardReader = {
      ...reader,
      transmit: (command) => {
        const isFile6 = command[1] === 0xb2 && command[3] === 0x04 && [0x16, 3, 5, 6].includes(command[4]!);
        const holder = isFile6 && inHolder && command[2]! >= 3;
        if (command[1] === 0xa4) inHolder = command[6] === 0x06;
        return reader.transmit(holder ? Uint8Array.of(0, 0xb2, command[2]! + 1, 4, command[4]!) : command);
      },
    };
    let inHolder = false;
    expect(await application.read(shifted)).toMatchObject({ ok: true, value: { sex: 'female', birth: '19460301' } });
  });
  it('a record that is cut short is bad-card-data and names file, record and expectation', async () => {
    const { reader } = readerOf(wang, (command, answer) =>
      toHex(command) === '00B2020403' ? hex('02 02 31 90 00') : answer,
    );
    expect(await application.read(reader)).toMatchObject({
      ok: false,
      error: { kind: 'bad-card-data', cause: 'file EF05 record 2 (card class): expected length 01, found 02' },
    });
  });
  it('a card without the application is card-refused', async () => {
    const { reader } = readerOf(wang, (command, answer) => (command[1] === 0xa4 ? hex('6A 82') : answer));
    expect(await application.read(reader)).toMatchObject({ ok: false, error: { kind: 'card-refused' } });
  });
  it('6Cxx is followed by the same command with the right length', async () => {
    const { reader, commands } = readerOf({ ...wang, cardClass: '7' });
    let refused = false;
    const picky: CardReader = {
      ...reader,
      transmit: async (command) => {
        const answer = await reader.transmit(command);
        if (refused || toHex(command) !== '00B2020403') return answer;
        refused = true;
        return { ok: true, value: hex('6C 03') };
      },
    };
    expect(await application.read(picky)).toMatchObject({ ok: true, value: { cardClass: '7' } });
    expect(commands.filter((command) => command === '00B2020403')).toHaveLength(2);
  });
  it('the last wrong PIN (63 C0) is blocked, as every one after it (69 83)', async () => {
    const { reader } = readerOf({ ...wang, pinTries: 1 });
    expect(await application.verifyPin(reader, '000000')).toEqual({ ok: true, value: { at: 'blocked' } });
    expect(await application.verifyPin(reader, '123456')).toEqual({ ok: true, value: { at: 'blocked' } });
  });
  it('the bytes of a PIN are wiped after use', async () => {
    const { reader } = readerOf(wang);
    let seen = new Uint8Array(0);
    const watching: CardReader = {
      ...reader,
      transmit: (command) => {
        seen = command as Uint8Array<ArrayBuffer>;
        return reader.transmit(command);
      },
    };
    expect(await application.verifyPin(watching, '123456')).toEqual({ ok: true, value: { at: 'accepted' } });
    expect(seen.every((byte) => byte === 0)).toBe(true);
  });
});

describe('the line iReadCardBas (4-card, published example)', () => {
  it('joins the fields with | and ends with one', () => {
    const card: SocialSecurityCard = {
      ...wang,
      area: '639900',
      socialSecurityNumber: '111111198101011110',
      cardNumber: 'X00000019',
      identification: '639900D15600000500BF7C7A48FB4966',
      name: '张三',
      resetInfo: '00814E43238697159900BF7C7A',
      version: '1.00',
      issued: '20101001',
      validUntil: '20201001',
    };
    expect(cardLine(card, '000000000000', '00010600201009291406')).toBe(
      '639900|111111198101011110|X00000019|639900D15600000500BF7C7A48FB4966|张三|00814E43238697159900BF7C7A|1.00|20101001|20201001|000000000000|00010600201009291406|',
    );
  });
});
