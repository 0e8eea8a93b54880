// Exit codes of the command-line contract, and the two ways in which a command can end early.

export const ExitCode = {
  done: 0,
  bug: 1,
  wrongUsage: 2,
  refused: 3,
  reader: 4,
  centerUnreachable: 5,
} as const;

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
