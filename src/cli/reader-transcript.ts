// `yibao-pos reader record` and `reader replay`: what is said on a reader's line as a readable file, and that file played
// back against the driver. What a transcript is, is the drivers'; PINs never get into one.

import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import {
  createTranscriptFile,
  openReader,
  readTranscript,
  replayTranscript,
  systemTimers,
} from '../../drivers/open.ts';
import type { ReaderError } from '../../drivers/reader.ts';
import { loadCardFixtures } from './card-fixtures.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';

type Report = (error: ReaderError, globals: Globals) => void;

const hex = (bytes: Uint8Array | string) =>
  typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('hex').toUpperCase();

async function record(
  file: string,
  url: string,
  commands: readonly string[],
  globals: Globals,
  report: Report,
): Promise<void> {
  const transcript = createTranscriptFile(file);
  if (!transcript.ok) throw new WrongUsage(transcript.error.cause);
  const { recorder, close } = transcript.value;
  const cards = url.startsWith('mock:') ? loadCardFixtures(globals.businessDate) : new Map();
  const opened = await openReader(url, { cards, wrapLine: recorder.listenTo });
  try {
    if (!opened.ok) return report(opened.error, globals);
    const reader = recorder.note(opened.value.reader);
    const on = commands.length === 0 ? await opened.value.card.read(reader) : await reader.powerOn();
    if (!on.ok) return report(on.error, globals);
    for (const command of commands) {
      const answer = await reader.transmit(Uint8Array.from(Buffer.from(command, 'hex')));
      if (!answer.ok) return report(answer.error, globals);
      process.stdout.write(`${hex(answer.value)}\n`);
    }
    await reader.powerOff();
  } finally {
    if (opened.ok) await opened.value.reader.close();
    close();
  }
}

async function replay(file: string, globals: Globals, report: Report): Promise<void> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
  const entries = readTranscript(text);
  if (!entries.ok) throw new WrongUsage(`${file}: ${entries.error.cause}`);
  const replayed = await replayTranscript(entries.value, systemTimers);
  if (!replayed.ok) return report(replayed.error, globals);
  const steps = replayed.value.map(({ asked, before, now, same }) => ({
    asked: asked.ask,
    before: hex(before),
    now: hex(now),
    same,
  }));
  if (globals.json) process.stdout.write(`${JSON.stringify({ steps }, null, 2)}\n`);
  else
    for (const { asked, before, now, same } of steps)
      process.stdout.write(`${same ? 'ok     ' : 'DIFFERS'} ${asked}: ${now}${same ? '' : ` (then: ${before})`}\n`);
  if (steps.some(({ same }) => !same)) process.exitCode = ExitCode.reader;
}

/** Adds `record` and `replay` to `reader`. */
export function registerTranscriptCommands(reader: Command, report: Report): void {
  reader
    .command('record')
    .description('reads a card, or sends commands, and writes down all that is said / 记录线路')
    .argument('<file>', 'the transcript; what stands there is overwritten')
    .argument('<url>', 'mock:CARD, ccid:PATH[?baud=N] or ccid+tcp:HOST:PORT')
    .argument('[hex...]', 'commands; without them the card is read')
    .action((file: string, url: string, words: string[], _options: object, command: Command) => {
      const bad = words.find((word) => !/^([\da-f]{2}){4,}$/i.test(word));
      if (bad !== undefined) throw new WrongUsage(`"${bad}": expected a command in hex digits / 应为十六进制命令`);
      if (!/^(mock|ccid)/.test(url))
        throw new WrongUsage('reader record: mock: and ccid: lines only / 仅支持 mock: 与 ccid:');
      return record(file, url, words, globalsOf(command), report);
    });
  reader
    .command('replay')
    .description('plays the reader of a transcript against the driver / 回放记录')
    .argument('<file>', 'a transcript of record')
    .action((file: string, _options: object, command: Command) => replay(file, globalsOf(command), report));
}
