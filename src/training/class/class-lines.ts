// The class in JSON Lines: what happens as events, what is to be done as orders. For programs, and for tests.

import { failure, ok, type Result } from '../../domain/result.ts';
import { entryData, headData } from '../session/log.ts';
import type { ClassEvent } from './class-book.ts';
import { type ClassCommand, commandData, commandFrom } from './command.ts';
import type { TapeItem } from './report.ts';

export interface Order {
  /** A counter's number, or everyone who is connected. */
  readonly to: number | 'all';
  readonly command: ClassCommand;
}

const expected = '{"to": NUMBER or "all", "do": COMMAND}';

/** Errors: what was expected. */
export function readOrder(line: string): Result<Order, string> {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    return failure(expected);
  }
  if (typeof data !== 'object' || data === null || !('to' in data) || !('do' in data)) return failure(expected);
  const { to } = data;
  const command = commandFrom(data.do);
  if (!command) return failure('a command: a step from outside, scenario, key, freeze, thaw, take-over or hand-back');
  if (to === 'all' || (typeof to === 'number' && Number.isInteger(to))) return ok({ to, command });
  return failure(expected);
}

function toldData(item: TapeItem): object {
  if ('head' in item) return { head: headData(item.head) };
  if ('entry' in item) return { entry: entryData(item.entry) };
  return item;
}

/** One event as an object; which key was pressed is never in it: it may be a digit of a PIN. */
export function eventData(event: ClassEvent): object {
  const { kind, ...rest } = event;
  switch (event.kind) {
    case 'told':
      return { event: kind, counter: event.counter, place: event.place, ...toldData(event.item) };
    case 'sent': {
      const { counter, id, command } = event;
      return { event: kind, counter, id, do: command.do === 'key' ? 'key' : commandData(command) };
    }
    default:
      return { event: kind, ...rest };
  }
}
