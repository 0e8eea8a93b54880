// Runs a scenario by itself in a practice, to know what a good cashier's window shows and takes.

import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { CityProblem } from '../city.ts';
import type { Scenario } from '../scenario/format.ts';
import type { Stage } from '../scenario/player.ts';
import type { LogEntry } from '../session/log.ts';
import { openPractice } from '../session/practice.ts';
import type { SessionTime } from '../session/session-time.ts';
import { type Model, modelOf } from './model.ts';
import { type Names, planOf } from './plan.ts';

export type ModelProblem =
  | { readonly kind: 'city'; readonly problem: CityProblem }
  /** The scenario does not run through; line from 1. */
  | { readonly kind: 'step'; readonly line: number; readonly message: Text };

export interface ModelParts {
  readonly scenario: Scenario;
  readonly stage: Stage;
  readonly time: SessionTime;
  readonly names: Names;
}

export async function runModel({ scenario, stage, time, names }: ModelParts): Promise<Result<Model, ModelProblem>> {
  const entries: LogEntry[] = [];
  const listen = (entry: LogEntry) => void entries.push(entry);
  const opened = await openPractice({ stage, hospital: scenario.hospital, time, listen });
  if (!opened.ok) return failure({ kind: 'city', problem: opened.error });
  const practice = opened.value;
  try {
    for (const { step, line } of scenario.steps) {
      const played = await practice.play(step, 'script');
      if (!played.ok) return failure({ kind: 'step', line, message: played.error });
    }
    return ok(modelOf(planOf(scenario, names), entries));
  } finally {
    await practice.end('done');
  }
}
