// What is kept of training: the log of each session as it happens, and one line for each result. Only their owner can read them.

import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '../../domain/result.ts';
import { entryLine, headLine, type LogEntry, type LogHead } from '../session/log.ts';
import { type ResultProblem, readResults, resultLine, type TrainingResult } from './result.ts';

const ownerOnly = 0o600;
const resultsFile = 'results.jsonl';

export interface KeptLog {
  readonly path: string;
  readonly listen: (entry: LogEntry) => void;
  close(): void;
}

export interface Records {
  /** Begins a log; every entry is in the file as soon as it is heard. */
  beginLog(name: string, head: LogHead): KeptLog;
  add(result: TrainingResult): void;
  /** All results, oldest first; the problem names the line. */
  results(): Result<readonly TrainingResult[], ResultProblem>;
}

/** The first name of its kind that is free. */
function freeName(folder: string, name: string): string {
  for (let count = 1; ; count += 1) {
    const path = join(folder, count === 1 ? `${name}.log` : `${name}-${count}.log`);
    if (!existsSync(path)) return path;
  }
}

/** The records in a folder, which is made where it is missing. */
export function recordsIn(folder: string): Records {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, resultsFile);
  return {
    beginLog(name, head) {
      const path = freeName(folder, name);
      const handle = openSync(path, 'ax', ownerOnly);
      const write = (line: string) => void writeSync(handle, `${line}\n`);
      write(headLine(head));
      return { path, listen: (entry) => write(entryLine(entry)), close: () => closeSync(handle) };
    },
    add(result) {
      // A last line that was cut short goes: else this result would stand in the same one, and neither could be read.
      const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
      const ended = before.slice(0, before.lastIndexOf('\n') + 1);
      const tail = readResults(before.slice(ended.length));
      const isWhole = tail.ok && tail.value.length > 0;
      if (before !== ended && !isWhole) truncateSync(file, Buffer.byteLength(ended));
      appendFileSync(file, `${isWhole ? '\n' : ''}${resultLine(result)}\n`, { mode: ownerOnly });
    },
    results: () => (existsSync(file) ? readResults(readFileSync(file, 'utf8')) : ok([])),
  };
}
