// Reads the file of a bill for a command: what cannot be read ends the command, with every complaint in its place.

import type { Language } from '../domain/language.ts';
import { type BillInput, billFromText } from '../policy/bill-input.ts';
import { type InputProblem, type PositionedYaml, problemText } from '../policy/positioned-yaml.ts';
import { WrongUsage } from './exit.ts';
import { readFile } from './read-file.ts';

/** Ends the command with these complaints. */
export function refuse(problems: readonly InputProblem[], language: Language): never {
  throw new WrongUsage(problems.map((problem) => problemText(problem, language)).join('\n'));
}

/** The bill in a file, and where everything stands in it. */
export function readBill(
  file: string,
  language: Language,
): { readonly input: BillInput; readonly yaml: PositionedYaml } {
  const read = billFromText(readFile(file, language), file);
  if (!read.ok) refuse(read.error, language);
  return read.value;
}
