// Every scenario file is an end-to-end test: `yibao-pos run`, a process of its own, real reader bytes, a real database.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { promptStages } from '../../src/domain/prompt.ts';
import { top } from '../support/paths.ts';
import { runProgram } from '../support/program.ts';

const folder = join(top, 'fixtures', 'scenarios');

/** Each documented prompt, by the scenarios that reach it (deck 000, 常见问题及解决办法, items 1–10). */
const scenariosOfPrompts: Readonly<Record<string, readonly string[]>> = {
  '1 card-invalid 「该卡无效」: a fouled contact reads at the third try': ['prompt-card-invalid-contact'],
  '1 card-invalid 「该卡无效」: a lost or cancelled card': ['prompt-card-invalid-cancelled'],
  '1 card-invalid 「该卡无效」: a card that nobody in the city has': ['prompt-card-invalid-unknown'],
  '2 month-unpaid 「2011年8月未缴费，请用现金结算」': ['prompt-month-unpaid', 'prompt-month-unpaid-individual'],
  '3 open-reconciliation 「存在未完成的对账信息，提示…」': ['prompt-open-reconciliation'],
  '4 inpatient 「住院期间不能门诊挂号」': ['prompt-inpatient'],
  '5 center-call-failed 「调用中心交易失败」': ['prompt-center-call-failed'],
  '6 no-outpatient-benefit 「门诊不享受，请用现金支付」': ['prompt-no-outpatient-benefit'],
  '7 person-unknown 「中心没有此人信息」': ['prompt-person-unknown'],
  '8 special-illness-lapsed 「取对应的门特登记信息失败」': ['prompt-special-illness-lapsed'],
  '9 wrong-pin 「密码错误」: counting down to a blocked PIN': ['prompt-wrong-pin'],
  '10 waiting-period 「个人缴费有六个月的等待期」': ['prompt-waiting-period'],
};

const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const ofPrompts = Object.values(scenariosOfPrompts).flat();

async function runs(name: string) {
  const ended = await runProgram(['run', join(folder, `${name}.yaml`), '--json']);
  const played = JSON.parse(ended.stdout) as { holds: boolean; discrepancies: unknown[]; steps: unknown[] };
  expect(played.discrepancies).toEqual([]);
  expect(played.steps.length).toBeGreaterThan(1);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
}

describe('the ten documented prompts, each from state (deck 000, items 1–10)', () => {
  for (const [prompt, names] of Object.entries(scenariosOfPrompts)) {
    test(prompt, async () => {
      for (const name of names) await runs(name);
    });
  }

  test('none of the ten is without a scenario', () => {
    const reached = new Set(Object.keys(scenariosOfPrompts).map((prompt) => prompt.split(' ')[1]));
    expect(reached).toEqual(new Set(promptStages.map((stage) => stage.prompt)));
  });
});

describe('the other scenarios', () => {
  for (const file of files.map((name) => name.replace('.yaml', '')).filter((name) => !ofPrompts.includes(name))) {
    test(file, () => runs(file));
  }
});

describe('a scenario that cannot be played is refused at its place', () => {
  test('an expectation that does not hold: exit 1, and the difference with its line', async () => {
    const broken = ['run', join(top, 'test', 'e2e', 'broken', 'wrong-amount.yaml')];
    const ended = await runProgram(broken);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('wrong-amount.yaml:7: split.total: expected 4.01, found 4.00');
  });

  test('an unknown key: exit 2, with file, line, column and what was expected', async () => {
    const ended = await runProgram(['run', join(top, 'test', 'e2e', 'broken', 'unknown-key.yaml')]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/unknown-key\.yaml:5:17: steps\[1\]\.register\.departement: /);
    expect(ended.stderr).not.toContain('    at ');
  });

  test('a card that does not exist: exit 2, with its line', async () => {
    const ended = await runProgram(['run', join(top, 'test', 'e2e', 'broken', 'no-such-card.yaml')]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('no-such-card.yaml:4: ');
  });
});
