// Each of the ten prompts can be demonstrated, looked at from behind the glass, and mended so that the retry succeeds
// (1-prompts; deck 000, 常见问题及解决办法, items 1–10).

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Timestamp } from '../../src/domain/date.ts';
import { openDemonstration } from '../../src/training/demo/demonstration.ts';
import { readScenario } from '../../src/training/scenario/read.ts';
import { replayTime } from '../../src/training/session/session-time.ts';
import { top } from '../support/paths.ts';
import { stageAt } from './practice.ts';

async function demonstration(name: string) {
  const file = join(top, 'fixtures', 'scenarios', `${name}.yaml`);
  const scenario = readScenario(readFileSync(file, 'utf8'), file);
  if (!scenario.ok) throw new Error(JSON.stringify(scenario.error));
  const opened = await openDemonstration({
    scenario: scenario.value,
    newStage: () => {
      const time = replayTime('2011-08-15 09:30:00' as Timestamp);
      return { stage: stageAt(time), time };
    },
    listen: () => {},
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value;
}

const demonstrations: readonly (readonly [file: string, prompt: string, afterMending: string])[] = [
  ['prompt-card-invalid-contact', 'card-invalid', 'entering-pin'],
  ['prompt-card-invalid-cancelled', 'card-invalid', 'choosing'],
  ['prompt-card-invalid-unknown', 'card-invalid', 'choosing'],
  ['prompt-month-unpaid', 'month-unpaid', 'trial-shown'],
  ['prompt-month-unpaid-individual', 'month-unpaid', 'trial-shown'],
  ['prompt-open-reconciliation', 'center-call-failed', 'reconciled'],
  ['prompt-inpatient', 'inpatient', 'trial-shown'],
  ['prompt-center-call-failed', 'center-call-failed', 'choosing'],
  ['prompt-no-outpatient-benefit', 'no-outpatient-benefit', 'trial-shown'],
  ['prompt-person-unknown', 'person-unknown', 'choosing'],
  ['prompt-special-illness-lapsed', 'special-illness-lapsed', 'trial-shown'],
  ['prompt-wrong-pin', 'wrong-pin', 'choosing'],
  ['prompt-waiting-period', 'waiting-period', 'trial-shown'],
];

describe('a demonstration comes to its prompt, and one act removes the cause', () => {
  for (const [file, prompt, afterMending] of demonstrations) {
    test(`${file}: ${prompt}, mended: ${afterMending}`, async () => {
      const demo = await demonstration(file);
      expect(await demo.toPrompt()).toEqual({ ok: true, value: undefined });
      const { refusal, rule, cure } = demo.glass();
      expect(refusal?.prompt).toBe(prompt);
      expect(rule?.source).toContain('deck 000');
      expect(cure?.steps.length).toBeGreaterThan(0);
      expect(await demo.mend()).toEqual({ ok: true, value: undefined });
      const { visit } = demo.practice().desk.snapshot();
      expect(visit.at === 'refused' ? visit.refusal : visit.at).toBe(afterMending);
      await demo.close();
    });
  }

  test('a step back plays everything before it anew', async () => {
    const demo = await demonstration('ordinary-visit');
    for (let step = 0; step < 4; step += 1) await demo.forward();
    expect(demo.practice().desk.snapshot().visit.at).toBe('registered');
    expect(await demo.back()).toEqual({ ok: true, value: undefined });
    expect(demo.practice().desk.snapshot().visit.at).toBe('trial-shown');
    await demo.close();
  });
});
