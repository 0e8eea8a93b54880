// What is typed as cash taken: nothing is the exact amount. Pure.

import type { Text } from '../../domain/language.ts';
import { type Fen, formatYuanGrouped, parseYuan, subtractFen } from '../../domain/money.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import { messages } from '../language/messages.ts';

export interface Cash {
  readonly tendered: Fen;
  readonly change: Fen;
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
