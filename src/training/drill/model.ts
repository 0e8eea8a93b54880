// The model of a scenario: what a good cashier did in it, taken from a run of the scenario itself. A trainee is held against
// this, not against figures that somebody wrote down.

import type { PromptId } from '../../domain/prompt.ts';
import type { LogEntry } from '../session/log.ts';
import { type Movement, movementsIn } from './money.ts';
import type { Plan } from './plan.ts';

export interface Answered {
  readonly prompt: PromptId;
  /** What was chosen after it; undefined where the visit went on without a choice. */
  readonly choice: string | undefined;
  /** When it was chosen; where nothing was, when the prompt came. Milliseconds since the start. */
  readonly t: number;
}

export interface Model {
  /** Keys of what was done at the window, in order. */
  readonly keys: readonly string[];
  readonly answered: readonly Answered[];
  /** What was taken and given back, in order. */
  readonly money: readonly Movement[];
}

/** Each prompt that was shown, with what was chosen next. */
export function answeredIn(entries: readonly LogEntry[]): readonly Answered[] {
  const answered: Answered[] = [];
  for (const entry of entries) {
    if ('saw' in entry && entry.saw.prompt) {
      const { prompt } = entry.saw;
      answered.push({ prompt, choice: undefined, t: entry.t });
    } else if ('did' in entry && entry.did.name === 'choose') {
      const last = answered.at(-1);
      if (last && last.choice === undefined)
        answered[answered.length - 1] = { ...last, choice: entry.did.value, t: entry.t };
    }
  }
  return answered;
}

export function modelOf(plan: Plan, entries: readonly LogEntry[]): Model {
  return {
    keys: plan.flatMap((planned) => (planned.by === 'window' ? [planned.key] : [])),
    answered: answeredIn(entries),
    money: movementsIn(entries),
  };
}
