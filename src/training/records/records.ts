// What is kept of training: the log of each session as it happens, and one signed line for each result. Only their owner can
// read them. Several programs may write at once: a line is added under a lock that ends with its holder.

import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Result } from '../../domain/result.ts';
import { entryLine, headLine, type LogEntry, type LogHead } from '../session/log.ts';
import { type Alteration, alterationsIn } from './alterations.ts';
import { type ResultProblem, readResults, resultLine, type TrainingResult } from './result.ts';
import { digestOf, signerIn } from './signature.ts';

const ownerOnly = 0o600;
const resultsFile = 'results.jsonl';
const lockFile = 'results.lock';
/** Milliseconds that another program's line may take. */
const patience = 10_000;

export interface KeptLog {
  readonly path: string;
  readonly listen: (entry: LogEntry) => void;
  close(): void;
}

/** A result as whoever reached it hands it in: the records sign it and give it its place. */
export type NewResult = Omit<TrainingResult, 'signature' | 'after'>;

export interface Records {
  /** Begins a log; every entry is in the file as soon as it is heard. */
  beginLog(name: string, head: LogHead): KeptLog;
  /** Signs it and adds it, durably. */
  add(result: NewResult): TrainingResult;
  /** The same, of what stands until then: nobody else adds anything in between. */
  addAfter(make: (standing: readonly TrainingResult[]) => NewResult): TrainingResult;
  /** All results that stand, oldest first; the problem names the line. */
  results(): Result<readonly TrainingResult[], ResultProblem>;
  /** What is not as it was written here: lines changed, copied, moved, or gone from before another. */
  alterations(): readonly Alteration[];
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

/** A new file under the first name of its kind that is free, whoever else looks for one at this moment. */
function newFile(folder: string, name: string): { readonly path: string; readonly handle: number } {
  for (let count = 1; ; count += 1) {
    const path = join(folder, count === 1 ? `${name}.log` : `${name}-${count}.log`);
    try {
      return { path, handle: openSync(path, 'ax', ownerOnly) };
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
}

/** The operating system lets the lock go however its holder ends. */
function alone<Value>(folder: string, act: () => Value): Value {
  const path = join(folder, lockFile);
  closeSync(openSync(path, 'a', ownerOnly));
  const lock = new Database(path, { timeout: patience });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return act();
  } finally {
    lock.close();
  }
}

/** The lines as they stand; a last one that was cut short goes, else the next would stand in the same one. */
function wholeLines(file: string): readonly string[] {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const ended = text.slice(0, text.lastIndexOf('\n') + 1);
  const tail = readResults(text.slice(ended.length));
  const isWhole = tail.ok && tail.value.length > 0;
  if (isWhole) appendFileSync(file, '\n');
  else if (text !== ended) truncateSync(file, Buffer.byteLength(ended));
  return (isWhole ? text : ended).split('\n').filter((line) => line !== '');
}

function appendDurably(file: string, line: string): void {
  const handle = openSync(file, 'a', ownerOnly);
  try {
    writeSync(handle, `${line}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The records in a folder, which is made where it is missing. */
export function recordsIn(folder: string): Records {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, resultsFile);
  const text = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  const results = () => readResults(text());
  const addAfter: Records['addAfter'] = (make) => {
    const signer = signerIn(folder);
    return alone(folder, () => {
      const last = wholeLines(file).at(-1);
      const before = results();
      const made = make(before.ok ? before.value : []);
      const signed = signer.sign({ ...made, after: last === undefined ? '' : digestOf(last) });
      appendDurably(file, resultLine(signed));
      return signed;
    });
  };
  return {
    beginLog(name, head) {
      const { path, handle } = newFile(folder, name);
      const write = (line: string) => void writeSync(handle, `${line}\n`);
      write(headLine(head));
      return { path, listen: (entry) => write(entryLine(entry)), close: () => closeSync(handle) };
    },
    add: (result) => addAfter(() => result),
    addAfter,
    results,
    alterations: () => alterationsIn(text(), signerIn(folder).isGenuine, digestOf),
  };
}
