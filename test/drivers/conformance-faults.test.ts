// The conformance run against readers that spoil what the card says: each is found out, by the step that it fails.

import { describe, expect, it } from 'vitest';
import { checkReader, type OpenedReader, openReader } from '../../drivers/open.ts';
import { cards } from './cards.ts';

type Spoil = (answer: Uint8Array, command: Uint8Array, count: number) => Uint8Array;

/** The steps that failed, and those that do not apply, with a reader whose answers are spoiled on their way. */
async function outcomesOf(card: string, spoil: Spoil): Promise<Record<string, string[]>> {
  const opened = await openReader(`mock:${card}`, { cards });
  if (!opened.ok) throw new Error(opened.error.cause);
  const outcomes: Record<string, string[]> = {};
  for await (const { name, outcome } of checkReader({ ...spoiled(opened.value, spoil), now: () => 0 }))
    outcomes[outcome] = [...(outcomes[outcome] ?? []), name.en];
  await opened.value.reader.close();
  return outcomes;
}

function spoiled({ reader, card }: OpenedReader, spoil: Spoil): Pick<OpenedReader, 'reader' | 'card'> {
  let count = 0;
  const transmit: OpenedReader['reader']['transmit'] = async (command) => {
    const answer = await reader.transmit(command);
    count += 1;
    return answer.ok ? { ok: true, value: spoil(answer.value, command, count) } : answer;
  };
  const through: OpenedReader['reader'] = {
    url: reader.url,
    firmware: reader.firmware,
    status: () => reader.status(),
    subscribe: (listener) => reader.subscribe(listener),
    powerOn: (reset) => reader.powerOn(reset),
    transmit,
    powerOff: () => reader.powerOff(),
    close: () => reader.close(),
  };
  return { reader: through, card };
}

const longest = 'the longest answer, every byte of it';
const many = '100 commands in a row';
const isRead = (command: Uint8Array) => command[1] === 0xb0;
const ok = Uint8Array.of(0x90, 0x00);
const withData = (answer: Uint8Array, change: (data: Uint8Array) => Uint8Array) =>
  Uint8Array.of(...change(answer.slice(0, -2)), ...ok);

describe.each(['plain', 'plain-t1'])('a plain test card (%s)', (card) => {
  it('an honest reader passes every step but that of a social-security card', async () => {
    const { failed, 'does not apply': other } = await outcomesOf(card, (answer) => answer);
    expect({ failed, other }).toEqual({ failed: undefined, other: ['a social-security card is read'] });
  });
  it.each<[string, Spoil, string[]]>([
    [
      'cuts the longest answer short',
      (answer, command) => (isRead(command) ? withData(answer, (data) => data.subarray(0, 254)) : answer),
      [longest],
    ],
    ['answers the status word alone', (answer, command) => (isRead(command) ? ok : answer), [longest, many]],
    [
      'loses the last byte of data',
      (answer, command) => (isRead(command) ? withData(answer, (data) => data.subarray(0, -1)) : answer),
      [longest, many],
    ],
    [
      'adds a byte of data',
      (answer, command) => (isRead(command) ? withData(answer, (data) => Uint8Array.of(...data, 0)) : answer),
      [longest, many],
    ],
    [
      'turns a bit of the last byte',
      (answer, command) =>
        isRead(command)
          ? withData(answer, (data) => data.map((byte, place) => (place === data.length - 1 ? byte ^ 1 : byte)))
          : answer,
      [longest, many],
    ],
    [
      'says 6200 instead of 9000',
      (answer, command) => (isRead(command) ? Uint8Array.of(...answer.slice(0, -2), 0x62, 0x00) : answer),
      [longest, many],
    ],
  ])('a reader that %s is found out', async (_, spoil, failed) =>
    expect((await outcomesOf(card, spoil)).failed).toEqual(failed),
  );
  it('a reader that answers a command with the answer to the one before is found out', async () => {
    let before: Uint8Array | undefined;
    const stale: Spoil = (answer, command, count) => {
      if (!isRead(command) || command[4] === 0) return answer;
      const given = count % 10 === 0 ? (before ?? answer) : answer;
      before = answer;
      return given;
    };
    expect((await outcomesOf(card, stale)).failed).toEqual([many]);
  });
});

it('a social-security card: nothing is known of its bytes, so the longest answer does not apply', async () => {
  const { failed, 'does not apply': other } = await outcomesOf('wang', (answer) => answer);
  expect({ failed, other }).toEqual({ failed: undefined, other: [longest] });
});
