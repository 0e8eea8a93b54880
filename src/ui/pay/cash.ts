// What is typed as cash taken: nothing is the exact amount. Pure.

import type { Text } from '../../domain/language.ts';
import { type Fen, fen, formatYuanGrouped, parseYuan, subtractFen } from '../../domain/money.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import { messages } from '../language/messages.ts';

export interface Cash {
  readonly tendered: Fen;
  readonly change: Fen;
}

/** The largest note: whoever gives back as much was handed a note too many, or a figure was mistyped. */
const largestNote = fen(100_00);

/** Whether what was typed is read back to the cashier before it is taken: what is taken stays taken. */
export function isDoubtful({ change }: Cash): boolean {
  return change >= largestNote;
}

/** Yuan, at most two decimals, at least what is due; anything else is refused with what was expected. */
export function parseCash(typed: string, due: Fen): Result<Cash, Text> {
  const text = typed.normalize('NFKC').replace('。', '.').trim();
  if (text === '') return ok({ tendered: due, change: subtractFen(due, due) });
  const parsed = parseYuan(text);
  if (!parsed.ok || parsed.value < 0) return failure(messages.amountExpected);
  if (parsed.value < due) return failure(messages.notEnough(formatYuanGrouped(due)));
  return ok({ tendered: parsed.value, change: subtractFen(parsed.value, due) });
}
