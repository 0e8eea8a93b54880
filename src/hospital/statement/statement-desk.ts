// Carries the day's end out at a desk: takes events, lets the pure part decide, works on the desk's lane to the center.

import type { Text } from '../../domain/language.ts';
import { ok, type Result } from '../../domain/result.ts';
import { diskProblem } from '../store/disk-failure.ts';
import type { Progress } from './day-statement.ts';
import { mendRow } from './mend-row.ts';
import type { StatementProblem } from './problem.ts';
import { type StatementParts, stateDay } from './state-day.ts';
import {
  afterStatement,
  type Resting,
  type StatementEffect,
  type StatementEvent,
  type StatementState,
  statementStep,
} from './statement-state.ts';

/** The copies of the day's end, without which none are made: copies the data files and answers where they lie. */
export type BackUp = (tell: (done: number, of: number) => void) => Promise<Result<readonly string[], Text>>;

export interface StatementDesk {
  state(): StatementState;
  dispatch(event: StatementEvent): void;
}

export interface StatementDeskParts {
  readonly center: StatementParts;
  readonly backUp: BackUp | undefined;
  /** Runs work after all that the desk asks the center before it. */
  readonly run: (work: () => Promise<void>) => void;
  readonly changed: () => void;
}

export function createStatementDesk({ center, backUp, run, changed }: StatementDeskParts): StatementDesk {
  let state: StatementState = { at: 'days' };

  function become(next: StatementState): void {
    state = next;
    changed();
  }

  function tell(progress: Progress): void {
    if (state.at === 'running') become({ ...state, progress });
  }

  async function keepCopies(): Promise<Result<readonly string[], StatementProblem>> {
    if (!backUp) return ok([]);
    const copied = await backUp((done, of) => tell({ what: 'backup', done, of }));
    return copied.ok ? copied : { ok: false, error: { kind: 'not-done', text: copied.error } };
  }

  async function carryOut(effect: StatementEffect, before: Resting): Promise<Resting> {
    if (effect.do === 'mend') {
      const { day, row, approval } = effect;
      const mended = await mendRow({ parts: center, day, row, approval });
      if (!mended.ok) return { at: 'failed', problem: mended.error, before };
    }
    const stated = await stateDay(center, effect.day, tell);
    if (!stated.ok) return { at: 'failed', problem: stated.error, before };
    const kept = effect.do === 'state' && effect.backUp ? await keepCopies() : ok([]);
    const after = afterStatement(
      stated.value,
      effect.do === 'mend' ? effect.line : undefined,
      kept.ok ? kept.value : [],
    );
    return kept.ok ? after : { at: 'failed', problem: kept.error, before: after };
  }

  return {
    state: () => state,
    dispatch(event) {
      const step = statementStep(state, event);
      become(step.state);
      const { effect } = step;
      if (!effect || state.at !== 'running') return;
      const { before } = state;
      run(async () => {
        try {
          become(await carryOut(effect, before));
        } catch (error) {
          become({ at: 'failed', problem: { kind: 'not-done', text: diskProblem(error).text }, before });
        }
      });
    },
  };
}
