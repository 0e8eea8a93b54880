// How much the serial driver adds to the line: over a real pseudo-terminal, with the emulated reader in another process.
// A READ of 16 bytes and a whole card with its PIN, on a line that takes no time, at 115200 and at 9600 baud (5-readers A,
// Limits); and beside it the same READ through pcscd and libccidtwin, where they are installed.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { loadSerialPort } from '../../drivers/load-serialport.ts';
import { openReader } from '../../drivers/open.ts';
import { launcher, top } from '../support/paths.ts';
import { type PrivatePcscd, startPcscd } from '../system/private-pcscd.ts';
import type { Figure } from './main.ts';
import { median } from './median.ts';

const BAUD = 115_200;
const SLOW = 9_600;
/** Of the fixtures' city. */
const PIN = '123456';
const CARD = 'wang-xiulan';
const rounds = 500;
/** At 9600 baud. */
const slowRounds = 40;
/** Where `npm run test:system` puts what PC/SC needs. */
const pcscMini = join(top, 'node_modules', '.pcsc-mini', 'node_modules');
const wholeCards = 15;
/** An exchange of La command bytes and Lr answer bytes lasts (13 + La + 13 + Lr + 1) characters. */
const lineTime = (sent: number, received: number, baud = BAUD) => ((13 + sent + 13 + received + 1) * 11_000) / baud;

const read16 = Uint8Array.of(0x00, 0xb0, 0x00, 0x00, 0x10);

interface Emulator {
  readonly link: string;
  stop(): void;
}

async function emulate(card: string, baud?: number): Promise<Emulator> {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-pos-bench-'));
  const link = join(folder, 'reader');
  const speed = baud === undefined ? [] : ['--baud', String(baud)];
  const child = spawn(process.execPath, [launcher, 'reader', 'emulate', '--pty', link, '--card', card, ...speed]);
  await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const stop = () => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { link, stop };
}

async function times(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const from = performance.now();
    await work();
    took.push(performance.now() - from);
  }
  return took;
}

interface Took {
  readonly median: number;
  readonly p99: number;
}

/** Milliseconds of a READ, or of a whole card with its PIN, through the driver. */
async function throughDriver(link: string, card: boolean, count = rounds): Promise<Took> {
  const opened = await openReader(`ccid:${link}`, { cards: new Map() });
  if (!opened.ok) throw new Error(opened.error.cause);
  const { reader, card: application } = opened.value;
  const reset = await reader.powerOn();
  if (!reset.ok) throw new Error(reset.error.cause);
  const took = card
    ? await times(wholeCards, async () => {
        await application.read(reader);
        await application.verifyPin(reader, PIN);
      })
    : await times(count, () => reader.transmit(read16));
  await reader.close();
  return {
    median: median(took),
    p99: [...took].sort((a, b) => a - b)[Math.ceil(took.length * 0.99) - 1] ?? Number.NaN,
  };
}

/** The same bytes to and fro with nothing but the serialport package: the floor of any driver in this language. */
async function floor(link: string): Promise<number> {
  const SerialPort = await loadSerialPort();
  const port = new SerialPort({ path: link, baudRate: BAUD, autoOpen: false });
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  const command = Buffer.from('03066f05000000000000000000b000001000', 'hex');
  // LRC last; the reader does not look at the number.
  command[command.length - 1] = command.subarray(0, -1).reduce((sum, byte) => sum ^ byte, 0);
  const length = command.length + 13 + 18;
  const took = await times(
    rounds,
    () =>
      new Promise<void>((resolve) => {
        let received = 0;
        const count = (bytes: Buffer) => {
          received += bytes.length;
          if (received < length) return;
          port.off('data', count);
          resolve();
        };
        port.on('data', count);
        port.write(command);
      }),
  );
  await new Promise<void>((resolve) => port.close(() => resolve()));
  return median(took);
}

/** (La, Lr) of every exchange of a whole card on a version 2 card: poll, power off, power on, parameters, select, read. */
function wholeCardTime(): number {
  const records = [0x10, 1, 4, 12, 4, 4, 9, 0x12, 0x1e, 0x14, 1, 1, 3, 4];
  const control = [lineTime(0, 0), lineTime(0, 0), lineTime(0, 17), lineTime(5, 5)];
  const selects = [lineTime(20, 2), lineTime(5, 26), lineTime(7, 2), lineTime(7, 2)];
  const verify = lineTime(8, 2);
  return [...control, ...selects, verify, ...records.map((size) => lineTime(5, size + 4))].reduce(
    (sum, one) => sum + one,
    0,
  );
}

/** The same READ through pcscd and libccidtwin, asked for with `yibao-pos reader apdu pcsc:`; undefined where they are not. */
async function throughPcscd(baud?: number): Promise<number | undefined> {
  const emulator = await emulate('plain', baud);
  let pcscd: PrivatePcscd | undefined;
  try {
    pcscd = await startPcscd(emulator.link);
    const env = { ...process.env, ...pcscd.env, NODE_PATH: pcscMini };
    const child = spawn(process.execPath, [join(import.meta.dirname, 'pcsc-read.ts')], { env });
    const line = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    const took = Number(line.value);
    return Number.isFinite(took) ? took : undefined;
  } catch {
    return undefined;
  } finally {
    await pcscd?.stop();
    emulator.stop();
  }
}

export async function benchReader(): Promise<Figure[]> {
  const plain = await emulate('plain');
  const fast = await emulate('plain', BAUD);
  const slow = await emulate('plain', SLOW);
  const card = await emulate(CARD, BAUD);
  const ms = (value: number) => `${value.toFixed(2)} ms`;
  const one = lineTime(5, 18);
  const figure = (name: string, measured: number, by: number, detail: string): Figure => ({
    name,
    ratio: measured / by,
    detail: `${ms(measured)} / ${ms(by)}, ${detail}`,
  });
  try {
    // The driver first: it powers the card, which the bare floor relies on.
    const infinite = await throughDriver(plain.link, false);
    const bare = await floor(plain.link);
    const paced = await throughDriver(fast.link, false);
    const slowest = await throughDriver(slow.link, false, slowRounds);
    const whole = await throughDriver(card.link, true);
    const daemon = await throughPcscd();
    const pacedDaemon = await throughPcscd(BAUD);
    const read = 'READ of 16 bytes';
    return [
      figure(
        `${read}, infinite line, median / its line time at ${BAUD} baud (goal ≤ 0.10)`,
        infinite.median,
        one,
        `${rounds} reads`,
      ),
      figure(
        `${read}, infinite line, p99 / its line time at ${BAUD} baud (goal ≤ 1.0)`,
        infinite.p99,
        one,
        `${rounds} reads`,
      ),
      figure(
        `${read} through the driver / bare serialport, infinite line`,
        infinite.median,
        bare,
        `medians of ${rounds}`,
      ),
      figure(`${read} at ${BAUD} baud / its line time`, paced.median, one, `median of ${rounds}, computed`),
      figure(
        `${read} at ${SLOW} baud / its line time`,
        slowest.median,
        lineTime(5, 18, SLOW),
        `median of ${slowRounds}, computed`,
      ),
      figure(
        `a whole card and its PIN at ${BAUD} baud / its line time`,
        whole.median,
        wholeCardTime(),
        `median of ${wholeCards} cards, computed`,
      ),
      ...(daemon === undefined
        ? []
        : [
            figure(
              `${read} through the driver / through pcscd and libccidtwin, infinite line`,
              infinite.median,
              daemon,
              'medians',
            ),
          ]),
      ...(pacedDaemon === undefined
        ? []
        : [
            figure(
              `${read} through the driver / through pcscd and libccidtwin, ${BAUD} baud`,
              paced.median,
              pacedDaemon,
              'medians',
            ),
          ]),
    ];
  } finally {
    for (const emulator of [plain, fast, slow, card]) emulator.stop();
  }
}
