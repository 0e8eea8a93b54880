// Reads the file of a bill for a command: what cannot be read ends the command, with every complaint in its place.

import { readFileSync } from 'node:fs';
import type { Language } from '../domain/language.ts';
import { type BillInput, billFromText } from '../policy/bill-input.ts';
import { type InputProblem, type PositionedYaml, problemText } from '../policy/positioned-yaml.ts';
import { WrongUsage } from './exit.ts';

function textOf(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new WrongUsage(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new WrongUsage(`${file}: not UTF-8 text / 不是 UTF-8 文本`);
  }
}

/** Ends the command with these complaints. */
export function refuse(problems: readonly InputProblem[], language: Language): never {
  throw new WrongUsage(problems.map((problem) => problemText(problem, language)).join('\n'));
}

/** The bill in a file, and where everything stands in it. */
export function readBill(
  file: string,
  language: Language,
): { readonly input: BillInput; readonly yaml: PositionedYaml } {
  const read = billFromText(textOf(file), file);
  if (!read.ok) refuse(read.error, language);
  return read.value;
}
