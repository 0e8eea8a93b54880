// Exit codes of the command-line contract, and the two ways in which a command can end early.

import type { ReaderError } from '../../drivers/reader.ts';

export const ExitCode = {
  done: 0,
  bug: 1,
  wrongUsage: 2,
  refused: 3,
  reader: 4,
  centerUnreachable: 5,
} as const;

/** Errors that the caller of the command can put right by calling it otherwise. */
const usageErrors: readonly ReaderError['kind'][] = ['unsupported-url', 'unknown-name', 'bad-pin-format'];

/** What an error of a reader means for the command: a wrong URL is wrong usage, wherever it is given. */
export function readerExitCode({ kind }: ReaderError): number {
  return usageErrors.includes(kind) ? ExitCode.wrongUsage : ExitCode.reader;
}

/** Wrong usage or unreadable input: printed as one message, exit 2. The one Error that is not a bug: it ends a command. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

/** A thrown Error is a bug of the program: say so, with the trace that its author needs, exit 1. */
export function reportBug(error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`yibao-pos: this is a bug in yibao-pos, please report it / 程序出错，请报告\n${detail}\n`);
  process.exitCode = ExitCode.bug;
}
