// Finds what was done to a file of results after it was written: each line is signed, and names the one before it. Whoever
// takes away the last lines leaves no trace in it, and whoever has the folder's key can write it anew.

import type { Text } from '../../domain/language.ts';
import { readResults, type TrainingResult } from './result.ts';

export interface Alteration {
  /** From 1. */
  readonly line: number;
  readonly at: string;
  readonly trainee: string;
  readonly what: 'unsigned' | 'changed' | 'moved';
}

export const alterationWords: Readonly<Record<Alteration['what'], Text>> = {
  unsigned: { zh: '没有签名', en: 'not signed' },
  changed: { zh: '签名无效', en: 'signature not valid' },
  moved: { zh: '它前面的一行不是当时的那一行', en: 'the line before it is not the one that was there' },
};

function whatOf(
  result: TrainingResult,
  before: string | undefined,
  isGenuine: (result: TrainingResult) => boolean,
  digest: (line: string) => string,
): Alteration['what'] | undefined {
  if (result.signature === undefined) return 'unsigned';
  if (!isGenuine(result)) return 'changed';
  return result.after === (before === undefined ? '' : digest(before)) ? undefined : 'moved';
}

/** In the file's order; a line that is no result at all is left to whoever reads the results. */
export function alterationsIn(
  text: string,
  isGenuine: (result: TrainingResult) => boolean,
  digest: (line: string) => string,
): readonly Alteration[] {
  const found: Alteration[] = [];
  let before: string | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const read = readResults(line);
    const result = read.ok ? read.value[0] : undefined;
    const what = result && whatOf(result, before, isGenuine, digest);
    if (result && what) found.push({ line: index + 1, at: result.at, trainee: result.trainee, what });
    before = line;
  }
  return found;
}
