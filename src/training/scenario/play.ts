// Plays a scenario from its first step to its last, in a city of its own. Expectations that do not hold are collected with
// their lines; a step that the city has nothing for is a mistake in the scenario: it ends the play, and what did not hold before
// it is answered with it.

import type { Text } from '../../domain/language.ts';
import type { PromptId } from '../../domain/prompt.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { VisitState } from '../../hospital/visit/state.ts';
import type { CityProblem } from '../city.ts';
import { type Sight, sightOf } from '../session/sight.ts';
import type { Discrepancy } from './expect.ts';
import type { PlacedStep, Scenario } from './format.ts';
import { Player, type Stage } from './player.ts';
import type { Step } from './steps.ts';

export type { Stage } from './player.ts';

export interface PlayedStep {
  readonly line: number;
  readonly step: Step;
  /** The visit's state after it. */
  readonly at: VisitState['at'];
  /** The prompt on the screen after it. */
  readonly prompt: PromptId | undefined;
  readonly discrepancies: readonly Discrepancy[];
}

export interface Played {
  readonly scenario: Scenario;
  readonly steps: readonly PlayedStep[];
  readonly holds: boolean;
  /** The prompts that were on the screen, each once, in order; those that nobody expected too. */
  readonly promptsShown: readonly PromptId[];
  /** What the last window showed at the end; a snapshot of its desk would read files that are closed by now. */
  readonly last: Sight;
  readonly businessDate: string;
}

/** The scenario asks for something that is not there, or a window could not be opened. */
export type PlayProblem =
  | {
      readonly kind: 'step';
      readonly line: number;
      readonly message: Text;
      /** Those before it, with what did not hold there. */
      readonly before: readonly PlayedStep[];
    }
  | { readonly kind: 'city'; readonly problem: CityProblem };

function promptOf(visit: VisitState): PromptId | undefined {
  return visit.at === 'refused' || visit.at === 'in-doubt' ? visit.refusal.prompt : undefined;
}

async function playSteps(player: Player, steps: readonly PlacedStep[]): Promise<Result<PlayedStep[], PlayProblem>> {
  const played: PlayedStep[] = [];
  for (const { step, line } of steps) {
    const result = await player.play(step);
    if (!result.ok) return failure({ kind: 'step', line, message: result.error, before: played });
    const { visit } = player.window.desk.snapshot();
    played.push({ line, step, at: visit.at, prompt: promptOf(visit), discrepancies: result.value });
  }
  return ok(played);
}

/** Plays a scenario from its first step to its last; expectations that do not hold are collected, not fatal. */
export async function playScenario(scenario: Scenario, stage: Stage): Promise<Result<Played, PlayProblem>> {
  const city = stage.open();
  if (!city.ok) return failure({ kind: 'city', problem: city.error });
  const player = new Player(stage, city.value, scenario.hospital);
  try {
    const there = await player.goTo(scenario.hospital);
    if (!there.ok) return failure({ kind: 'city', problem: there.error });
    const played = await playSteps(player, scenario.steps);
    if (!played.ok) return played;
    const holds = played.value.every((step) => step.discrepancies.length === 0);
    const promptsShown = [...new Set(played.value.flatMap(({ prompt }) => prompt ?? []))];
    const seen = player.window.desk.snapshot();
    const { businessDate } = seen;
    const last = sightOf(seen, player.hospital);
    return ok({ scenario, steps: played.value, holds, promptsShown, last, businessDate });
  } finally {
    await player.close();
  }
}
