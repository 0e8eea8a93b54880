// The social-security card application (LB 1-2000, LD/T 32-2015): selects it, reads EF05 and EF06, verifies the PIN.
// It speaks APDUs through any CardReader and judges nothing: whether the card is valid is the center's to say.

import { toHex } from '../bytes.ts';
import type { CardReader, ReaderError, Result } from '../reader.ts';
import { done, failed } from '../reader-error.ts';
import { type Answer, type Command, describeStatus, encodeCommand, parseAnswer } from './apdu.ts';
import { parseAtr } from './atr.ts';
import { decodeHolder, type Records } from './card-data.ts';
import { applicationName, type FieldName, layout, type RecordLayout } from './layout.ts';
import type { CardApplication, PinVerdict, SocialSecurityCard } from './social-security-card.ts';
import { encodeBcd, parseRecord } from './values.ts';

export const socialSecurityCard: CardApplication = { read, verifyPin };

async function read(reader: CardReader): Promise<Result<SocialSecurityCard, ReaderError>> {
  const reset = await reader.powerOn();
  if (!reset.ok) return reset;
  const atr = parseAtr(reset.value);
  if (!atr.ok) return atr;
  const selected = await selectApplication(reader);
  if (!selected.ok) return selected;
  const records = await readRecords(reader);
  if (!records.ok) return records;
  return decodeHolder(records.value, toHex(atr.value.historical));
}

async function verifyPin(reader: CardReader, pin: string): Promise<Result<PinVerdict, ReaderError>> {
  if (!/^\d{6}$/.test(pin))
    return failed('bad-pin-format', 'the PIN is not six decimal digits; the card was not asked');
  const digits = encodeBcd(pin);
  const command = encodeCommand({ cla: 0x00, ins: 0x20, p1: 0x00, p2: 0x00, data: digits });
  const received = await reader.transmit(command);
  command.fill(0);
  digits.fill(0);
  if (!received.ok) return received;
  const answer = parseAnswer(received.value);
  if (!answer.ok) return answer;
  const { status } = answer.value;
  if (status === 0x9000) return done({ at: 'accepted' });
  if (status === 0x6983 || status === 0x63c0) return done({ at: 'blocked' });
  if (status >> 4 === 0x63c) return done({ at: 'wrong', triesLeft: status & 0x0f });
  return failed('card-refused', `VERIFY: ${describeStatus(status)}`);
}

async function selectApplication(reader: CardReader): Promise<Result<Answer, ReaderError>> {
  const command = { cla: 0x00, ins: 0xa4, p1: 0x04, p2: 0x00, data: applicationName };
  return expectDone(await ask(reader, command), 'SELECT the social-security application');
}

async function readRecords(reader: CardReader): Promise<Result<Records, ReaderError>> {
  const records: { -readonly [field in FieldName]?: Uint8Array } = {};
  let file = 0;
  for (const [field, record] of Object.entries(layout) as [FieldName, RecordLayout][]) {
    if (record.file !== file) {
      const selected = await selectFile(reader, record.file);
      if (!selected.ok) return selected;
      file = record.file;
    }
    if (field === 'nameContinued' && isVersion1(records.version)) continue;
    const value = await readRecord(reader, record);
    if (!value.ok) return value;
    records[field] = value.value;
  }
  return done(records);
}

/** Version 1 cards have no record 4E. */
function isVersion1(version: Uint8Array | undefined): boolean {
  return version?.[0] === 0x31;
}

async function selectFile(reader: CardReader, file: number): Promise<Result<Answer, ReaderError>> {
  const command = { cla: 0x00, ins: 0xa4, p1: 0x00, p2: 0x00, data: Uint8Array.of(file >> 8, file & 0xff) };
  return expectDone(await ask(reader, command), `SELECT file ${file.toString(16).toUpperCase()}`);
}

/**
 * By number, as terminals do. Cards without record 4E may number what follows it one lower, so a record that is
 * missing or carries another tag is asked for once more by its tag.
 */
async function readRecord(reader: CardReader, record: RecordLayout): Promise<Result<Uint8Array, ReaderError>> {
  const byNumber = { cla: 0x00, ins: 0xb2, p1: record.number, p2: 0x04, le: record.length + 2 };
  const first = await ask(reader, byNumber);
  if (!first.ok) return first;
  const value = recordIn(first.value, record);
  if (value.ok || !(first.value.status === 0x6a83 || first.value.data[0] !== record.tag)) return value;
  const second = await ask(reader, { ...byNumber, p1: record.tag, p2: 0x00 });
  if (!second.ok) return second;
  const again = recordIn(second.value, record);
  return again.ok ? again : value;
}

function recordIn({ status, data }: Answer, record: RecordLayout): Result<Uint8Array, ReaderError> {
  const place = `file ${record.file.toString(16).toUpperCase()} record ${record.number} (${record.what})`;
  if (status !== 0x9000) return failed('bad-card-data', `${place}: READ RECORD answered ${describeStatus(status)}`);
  const value = parseRecord(data, record.tag, record.length);
  return value.ok ? done(value.value) : failed('bad-card-data', `${place}: ${value.why}`);
}

/** One command; 61xx is followed by GET RESPONSE, 6Cxx by the command again with the right length. */
async function ask(reader: CardReader, command: Command): Promise<Result<Answer, ReaderError>> {
  const answer = await exchange(reader, command);
  if (!answer.ok) return answer;
  const { status } = answer.value;
  const length = (status & 0xff) === 0 ? 256 : status & 0xff;
  if (status >> 8 === 0x61) return exchange(reader, { cla: 0x00, ins: 0xc0, p1: 0x00, p2: 0x00, le: length });
  if (status >> 8 === 0x6c) return exchange(reader, { ...command, le: length });
  return answer;
}

async function exchange(reader: CardReader, command: Command): Promise<Result<Answer, ReaderError>> {
  const received = await reader.transmit(encodeCommand(command));
  return received.ok ? parseAnswer(received.value) : received;
}

function expectDone(answer: Result<Answer, ReaderError>, doing: string): Result<Answer, ReaderError> {
  if (!answer.ok || answer.value.status === 0x9000) return answer;
  return failed('card-refused', `${doing}: ${describeStatus(answer.value.status)}`);
}
