// What an instructor keeps of a class, so that the next start of it is the same class: its code, and who sits where. Only its
// owner can read it.

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { failure, ok, type Result } from '../../domain/result.ts';
import { codeLength, codeLetters } from './class-address.ts';
import type { Seat } from './class-book.ts';

const classSchema = z.strictObject({
  code: z.string().length(codeLength),
  /** How often it was opened: commands of different openings never have the same id. */
  openings: z.int().min(0),
  seats: z.array(z.strictObject({ number: z.int().min(1), id: z.string(), trainee: z.string() })),
});

export interface KeptClass {
  readonly code: string;
  readonly openings: number;
  readonly seats: readonly Seat[];
  keep(seats: readonly Seat[]): void;
}

function newCode(random: (below: number) => number): string {
  return Array.from({ length: codeLength }, () => codeLetters.charAt(random(codeLetters.length))).join('');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Opens the class of that name in a folder, which is made where it is missing. Errors: the file that is no class.
 * @param random a whole number below, that nobody can guess
 */
export function openClassFile(
  folder: string,
  name: string,
  random: (below: number) => number,
): Result<KeptClass, string> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `class-${encodeURIComponent(name)}.json`);
  const write = (data: z.input<typeof classSchema>) => {
    // Whole or not at all: the process may be killed at any moment.
    writeFileSync(`${file}.new`, JSON.stringify(data), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  const before = existsSync(file) ? classSchema.safeParse(parse(readFileSync(file, 'utf8'))) : undefined;
  if (before && !before.success) return failure(file);
  const { code, openings, seats } = before?.data ?? { code: newCode(random), openings: 0, seats: [] };
  const opened = { code, openings: openings + 1 };
  write({ ...opened, seats });
  return ok({ ...opened, seats, keep: (kept) => write({ ...opened, seats: [...kept] }) });
}
