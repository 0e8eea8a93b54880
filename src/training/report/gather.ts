// Reads the results that a report is made of: from a machine's own training folder with what its instructor has received, or
// from folders that were brought together from several machines.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { failure, ok, type Result } from '../../domain/result.ts';
import { type Alteration, alterationsIn } from '../records/alterations.ts';
import { readResults, type TrainingResult } from '../records/result.ts';
import { digestOf, signerIn } from '../records/signature.ts';
import { type Merged, merged, type Signed, type Source } from './merge.ts';

export interface Gathered extends Merged {
  /** Lines that are not as they were signed, where the key that signed them is at hand. */
  readonly altered: readonly Altered[];
  /** Files whose key is elsewhere: whether they were changed cannot be told here. */
  readonly unchecked: readonly string[];
  readonly signed: (result: TrainingResult) => Signed;
}

export interface Altered extends Alteration {
  readonly file: string;
}

export type GatherProblem =
  /** No results in this place. */
  | { readonly kind: 'nothing'; readonly place: string }
  /** Line from 1. */
  | { readonly kind: 'line'; readonly file: string; readonly line: number; readonly expected: string };

const resultsFile = 'results.jsonl';
const keyFile = 'signing-key.pem';
const receivedFolder = 'received';

/** Where an instructor keeps what a class's counters sent. */
export function receivedIn(trainingFolder: string, className: string): string {
  return join(trainingFolder, receivedFolder, encodeURIComponent(className));
}

/** The results of a training folder itself, and those that its instructor received. */
function filesBelow(folder: string): readonly string[] {
  const received = join(folder, receivedFolder);
  const folders = [folder, ...(existsSync(received) ? readdirSync(received).map((name) => join(received, name)) : [])];
  return folders.map((each) => join(each, resultsFile)).filter((file) => existsSync(file));
}

/** A file of results, a training folder, or a data folder with one in it. */
function filesAt(place: string): readonly string[] {
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [place];
  const here = filesBelow(place);
  return here.length > 0 ? here : filesBelow(join(place, 'training'));
}

function hasKey(file: string): boolean {
  return existsSync(join(dirname(file), keyFile));
}

/** Of a file whose key is beside it. */
function alteredIn(file: string, text: string): readonly Altered[] {
  return alterationsIn(text, signerIn(dirname(file)).isGenuine, digestOf).map((found) => ({ file, ...found }));
}

/** What is known of the signatures of one file. */
function signedIn(
  altered: readonly Altered[],
  { from, results }: Source,
): readonly (readonly [TrainingResult, Signed])[] {
  if (!hasKey(from)) return results.map((result) => [result, 'unchecked']);
  const isAltered = (result: TrainingResult) =>
    altered.some(({ file, at, trainee }) => file === from && at === result.at && trainee === result.trainee);
  return results.filter(isAltered).map((result) => [result, 'altered']);
}

/**
 * @param own the folder that a machine keeps its own in: it may be empty
 * @param places folders or files; where there are any, they alone are read
 */
export function gather(own: string, places: readonly string[]): Result<Gathered, GatherProblem> {
  const files: string[] = places.length === 0 ? [...filesBelow(own)] : [];
  for (const place of places) {
    const found = filesAt(place);
    if (found.length === 0) return failure({ kind: 'nothing', place });
    files.push(...found);
  }
  const sources: Source[] = [];
  const altered: Altered[] = [];
  // Of two copies the one that can be checked is taken.
  for (const file of [...new Set(files)].sort((a, b) => Number(hasKey(b)) - Number(hasKey(a)))) {
    const text = readFileSync(file, 'utf8');
    const read = readResults(text);
    if (!read.ok) return failure({ kind: 'line', file, ...read.error });
    sources.push({ from: file, results: read.value });
    if (hasKey(file)) altered.push(...alteredIn(file, text));
  }
  const doubtful = new Map(sources.flatMap((source) => signedIn(altered, source)));
  return ok({
    ...merged(sources),
    altered,
    unchecked: sources.filter(({ from, results }) => results.length > 0 && !hasKey(from)).map(({ from }) => from),
    signed: (result) => doubtful.get(result) ?? 'genuine',
  });
}
