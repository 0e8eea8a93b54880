// The conformance run: whether a reader and the card in it do what the rest of the program relies on.
// It reads only; no PIN is tried, nothing is written. Each step is told as soon as it is known. Bytes are compared where
// the card is a plain test card: of other cards it is not known what they hold.

import { fromHex, sameBytes, toHex } from './bytes.ts';
import { describeStatus, encodeCommand, parseAnswer } from './card/apdu.ts';
import { parseAtr } from './card/atr.ts';
import type { CardApplication } from './card/social-security-card.ts';
import type { CardReader, ReaderError, Result } from './reader.ts';
import { done, failed } from './reader-error.ts';

export interface ConformanceStep {
  readonly name: { readonly zh: string; readonly en: string };
  readonly outcome: 'passed' | 'failed' | 'does not apply';
  /** What was seen, in English. */
  readonly detail: string;
}

interface Subject {
  readonly reader: CardReader;
  readonly card: CardApplication;
  /** Milliseconds, never going back. */
  readonly now: () => number;
}

/** What a step saw; undefined: it does not apply to this card. */
type Seen = Promise<Result<string | undefined, ReaderError>>;

interface Step {
  readonly name: ConformanceStep['name'];
  run(subject: Subject): Seen;
}

/** How many commands are sent in a row. */
const MANY = 100;

const steps: readonly Step[] = [
  { name: { zh: '读卡器应答', en: 'the reader answers' }, run: readerAnswers },
  { name: { zh: '上电，两次复位信息一致', en: 'power on, twice the same answer to reset' }, run: resetsAlike },
  { name: { zh: '下电后的命令被拒绝', en: 'a command after power off is refused' }, run: refusesUnpowered },
  { name: { zh: '四种命令形式均有应答', en: 'commands of all four cases are answered' }, run: answersAllCases },
  { name: { zh: '最长的命令', en: 'the longest command' }, run: takesLongest },
  { name: { zh: '最长的应答，逐字节核对', en: 'the longest answer, every byte of it' }, run: answersLongest },
  { name: { zh: `连续 ${MANY} 条命令`, en: `${MANY} commands in a row` }, run: answersMany },
  { name: { zh: '读出社会保障卡', en: 'a social-security card is read' }, run: readsCard },
  { name: { zh: '下电', en: 'power off' }, run: switchesOff },
];

/** Runs every step, also after one that failed. */
export async function* checkReader(subject: Subject): AsyncGenerator<ConformanceStep> {
  for (const { name, run } of steps) {
    const seen = await run(subject);
    if (!seen.ok) yield { name, outcome: 'failed', detail: `${seen.error.kind}: ${seen.error.cause}` };
    else if (seen.value === undefined) yield { name, outcome: 'does not apply', detail: '' };
    else yield { name, outcome: 'passed', detail: seen.value };
  }
}

async function readerAnswers({ reader }: Subject): Seen {
  const status = reader.status();
  if (status.at === 'absent') return { ok: false, error: status.cause };
  return done(`${reader.firmware ?? 'no firmware text'}, ${status.at}`);
}

async function resetsAlike({ reader }: Subject): Seen {
  const first = await reader.powerOn();
  if (!first.ok) return first;
  const second = await reader.powerOn();
  if (!second.ok) return second;
  const [one, two] = [toHex(first.value, ' '), toHex(second.value, ' ')];
  if (one !== two) return failed('bad-atr', `first ${one}, then ${two}`);
  const atr = parseAtr(second.value);
  return atr.ok ? done(two) : atr;
}

async function refusesUnpowered({ reader }: Subject): Seen {
  const off = await reader.powerOff();
  if (!off.ok) return off;
  const answer = await reader.transmit(bytes('00 84 00 00 08'));
  if (answer.ok) return failed('card-protocol', `it was answered ${toHex(answer.value, ' ')}`);
  const on = await reader.powerOn();
  return on.ok ? done(answer.error.kind) : on;
}

async function answersAllCases({ reader }: Subject): Seen {
  const commands = ['00 A4 00 00', '00 84 00 00 08', '00 A4 00 00 02 3F 00', '00 A4 00 00 02 3F 00 20'];
  const statuses: string[] = [];
  for (const command of commands) {
    const status = await statusOf(reader, bytes(command));
    if (!status.ok) return status;
    statuses.push(status.value);
  }
  return done(statuses.join(', '));
}

async function takesLongest({ reader }: Subject): Seen {
  const status = await statusOf(reader, Uint8Array.of(0x00, 0xfe, 0x00, 0x00, 0xff, ...new Uint8Array(255)));
  return status.ok ? done(`255 bytes sent: ${status.value}`) : status;
}

async function answersLongest({ reader }: Subject): Seen {
  const plain = await holdsPlainCard(reader);
  if (!plain.ok) return plain;
  if (!plain.value) return done(undefined);
  const length = await countedBytes(reader, 0x00, 256);
  return length.ok ? done(`${length.value} bytes received, each as it should be`) : length;
}

/** Another place each time, so that the answer to an earlier command does not pass for this one's. */
async function answersMany({ reader, now }: Subject): Seen {
  const plain = await holdsPlainCard(reader);
  if (!plain.ok) return plain;
  const begin = now();
  for (let count = 0; count < MANY; count += 1) {
    const seen = plain.value ? await countedBytes(reader, count, 16) : await statusOf(reader, bytes('00 84 00 00 08'));
    if (!seen.ok) return seen;
  }
  return done(`${((now() - begin) / MANY).toFixed(2)} ms each`);
}

async function readsCard({ reader, card }: Subject): Seen {
  const read = await card.read(reader);
  if (read.ok) return done(`version ${read.value.version}, area ${read.value.area}`);
  // Another card than a social-security card.
  return read.error.kind === 'card-refused' ? done(undefined) : read;
}

async function switchesOff({ reader }: Subject): Seen {
  const off = await reader.powerOff();
  return off.ok ? done('') : off;
}

/** Historical bytes of the plain test cards; their READ BINARY `00 B0 P1 P2 P3` answers P2, P2+1, … and 9000. */
const plainHistorical = bytes('00 73 C8 40 00 00 90 00');

async function holdsPlainCard(reader: CardReader): Promise<Result<boolean, ReaderError>> {
  const reset = await reader.powerOn();
  if (!reset.ok) return reset;
  const atr = parseAtr(reset.value);
  return atr.ok ? done(sameBytes(atr.value.historical, plainHistorical)) : atr;
}

/** Reads a plain test card and compares: the length, every byte, 9000. Tells how many bytes of data came. */
async function countedBytes(reader: CardReader, first: number, length: number): Promise<Result<number, ReaderError>> {
  const command = encodeCommand({ cla: 0x00, ins: 0xb0, p1: 0x00, p2: first, le: length });
  const received = await reader.transmit(command);
  if (!received.ok) return received;
  const asked = `${toHex(command, ' ')} was answered`;
  const answer = parseAnswer(received.value);
  if (!answer.ok) return answer;
  const { data, status } = answer.value;
  if (status !== 0x9000) return failed('card-protocol', `${asked} ${describeStatus(status)} instead of 9000`);
  if (data.length !== length)
    return failed('card-protocol', `${asked} with ${data.length} bytes of data instead of ${length}`);
  const wrong = data.findIndex((byte, place) => byte !== ((first + place) & 0xff));
  if (wrong === -1) return done(length);
  const [is, due] = [data.subarray(wrong, wrong + 1), Uint8Array.of(first + wrong)].map((byte) => toHex(byte));
  return failed('card-protocol', `${asked} with ${is} instead of ${due} at byte ${wrong + 1} of ${length}`);
}

/** Any status word will do: what is looked at is the way there and back. */
async function statusOf(reader: CardReader, command: Uint8Array): Promise<Result<string, ReaderError>> {
  const received = await reader.transmit(command);
  if (!received.ok) return received;
  const answer = parseAnswer(received.value);
  return answer.ok ? done(describeStatus(answer.value.status)) : answer;
}

function bytes(text: string): Uint8Array {
  return fromHex(text) ?? new Uint8Array(0);
}
