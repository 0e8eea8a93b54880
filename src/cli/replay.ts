// `yibao-pos replay FILE`: plays the log of a session again and compares it, to the last row of the databases; as a film too.

import { readFileSync, writeFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { inLanguage, type Text } from '../domain/language.ts';
import { printedLines } from '../training/print.ts';
import { readLog, type SessionLog } from '../training/session/log.ts';
import { type Replayed, replay } from '../training/session/replay.ts';
import { asciicast } from '../ui/cast/asciicast.ts';
import { createFilm, type Film } from '../ui/cast/film.ts';
import { leastSize, type Size } from '../ui/frame/layout.ts';
import { penFor } from '../ui/language/pen.ts';
import { framesFor } from '../ui/text/frames.ts';
import { reportCityProblem } from './city.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { ownFolders } from './training-stage.ts';

interface ReplayOptions {
  readonly cast?: string;
  readonly size: Size;
}

function parseSize(text: string): Size {
  const [, columns, rows] = /^(\d{2,3})x(\d{2,3})$/.exec(text) ?? [];
  const size = { columns: Number(columns), rows: Number(rows) };
  if (size.columns >= leastSize.columns && size.rows >= leastSize.rows) return size;
  throw new InvalidArgumentError('Expected columns and rows of at least 80x24, as in 120x40.');
}

export function registerReplayCommand(program: Command): void {
  program
    .command('replay')
    .argument('<file>', 'the log of a session')
    .description('play a session again, to the last row of the databases / 重放')
    .option('--cast <file>', 'film it, as asciicast v2 / 录成终端录像')
    .option('--size <columns>x<rows>', 'the screen of the film', parseSize, leastSize)
    .addHelpText('after', '\nExamples:\n  yibao-pos replay visit.log\n  yibao-pos replay visit.log --cast visit.cast\n')
    .action((file: string, options: ReplayOptions, command: Command) => replayFile(file, options, globalsOf(command)));
}

/** The log in a file; what is wrong with it is told with its place. */
export function readLogFile(file: string): SessionLog {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new WrongUsage(`${file}: cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
  const log = readLog(text);
  if (log.ok) return log.value;
  throw new WrongUsage(`${file}:${log.error.line}: expected ${log.error.expected} / 应为练习记录`);
}

function filmOf({ size }: ReplayOptions, { language }: Globals): Film {
  return createFilm({
    pen: penFor(language, framesFor('one')),
    size,
    ambiguous: 'one',
    receipt: (practice) => (printed) => printedLines(practice.desk.place, printed),
  });
}

async function replayFile(file: string, options: ReplayOptions, globals: Globals): Promise<void> {
  const log = readLogFile(file);
  const folders = ownFolders(globals.language);
  const film = options.cast === undefined ? undefined : filmOf(options, globals);
  try {
    const replayed = await replay({
      log,
      stageAt: (time) => folders.stageAt(time),
      onStep: (practice, _entry, time) => film?.take(practice, time),
    });
    if (!replayed.ok) {
      reportCityProblem(replayed.error, globals.language);
      return;
    }
    if (film && options.cast !== undefined) {
      writeFileSync(options.cast, asciicast({ ...options.size, title: log.head.scenario ?? file }, film.frames()));
    }
    report(log, replayed.value, globals);
  } finally {
    film?.close();
    folders.clear();
  }
}

function report(log: SessionLog, { differences, hash }: Replayed, { json, language }: Globals): void {
  const named = differences.map((each) => inLanguage(each, language));
  const steps = log.entries.filter((entry) => 'did' in entry).length;
  if (json)
    process.stdout.write(
      `${JSON.stringify({ steps, same: differences.length === 0, hash, differences: named }, null, 2)}\n`,
    );
  else {
    for (const difference of named) process.stdout.write(`${difference}\n`);
    const outcome: Text =
      differences.length === 0
        ? { zh: `一致：${steps} 步，数据库 ${hash}`, en: `the same: ${steps} steps, databases ${hash}` }
        : { zh: `不一致（${differences.length} 处）`, en: `${differences.length} differences` };
    process.stdout.write(`${inLanguage(outcome, language)}\n`);
  }
  process.exitCode = differences.length === 0 ? ExitCode.done : ExitCode.bug;
}
