// Every scenario file is an end-to-end test: real reader bytes, a real center, real databases. A few run as processes of
// their own, as a user starts them; the others in this one, each in a city of its own.

import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadCardFixtures } from '../../src/cli/card-fixtures.ts';
import { cityPack } from '../../src/cli/city.ts';
import type { Timestamp } from '../../src/domain/date.ts';
import { promptStages } from '../../src/domain/prompt.ts';
import { openCity } from '../../src/training/city.ts';
import type { Scenario } from '../../src/training/scenario/format.ts';
import { type Played, playScenario } from '../../src/training/scenario/play.ts';
import { readScenario } from '../../src/training/scenario/read.ts';
import { cityCalendar } from '../../src/training/session/city-calendar.ts';
import { top } from '../support/paths.ts';
import { runProgram } from '../support/program.ts';

const folder = join(top, 'fixtures', 'scenarios');

/** Each documented prompt, by the scenarios that reach it (deck 000, 常见问题及解决办法, items 1–10). */
const scenariosOfPrompts: Readonly<Record<string, readonly string[]>> = {
  '1 card-invalid 「该卡无效」: a fouled contact reads at the third try': [
    'prompt-card-invalid-contact',
    'prompt-card-invalid-fouled-and-cancelled',
  ],
  '1 card-invalid 「该卡无效」: a lost or cancelled card': ['prompt-card-invalid-cancelled'],
  '1 card-invalid 「该卡无效」: a card that nobody in the city has': ['prompt-card-invalid-unknown'],
  '2 month-unpaid 「2011年8月未缴费，请用现金结算」': ['prompt-month-unpaid', 'prompt-month-unpaid-individual'],
  '3 open-reconciliation 「存在未完成的对账信息，提示…」': [
    'prompt-open-reconciliation',
    'prompt-open-reconciliation-cash',
  ],
  '4 inpatient 「住院期间不能门诊挂号」': ['prompt-inpatient'],
  '5 center-call-failed 「调用中心交易失败」': ['prompt-center-call-failed', 'prompt-center-call-failed-cash'],
  '6 no-outpatient-benefit 「门诊不享受，请用现金支付」': [
    'prompt-no-outpatient-benefit',
    'prompt-no-outpatient-benefit-resident',
  ],
  '7 person-unknown 「中心没有此人信息」': ['prompt-person-unknown'],
  '8 special-illness-lapsed 「取对应的门特登记信息失败」': [
    'prompt-special-illness-lapsed',
    'prompt-special-illness-not-yet',
    'prompt-special-illness-cash',
  ],
  '9 wrong-pin 「密码错误」: counting down to a blocked PIN': [
    'prompt-wrong-pin',
    'prompt-wrong-pin-last-try',
    'prompt-wrong-pin-blocked',
  ],
  '10 waiting-period 「个人缴费有六个月的等待期」': ['prompt-waiting-period'],
};

const names = readdirSync(folder).flatMap((file) => (file.endsWith('.yaml') ? [file.replace('.yaml', '')] : []));
const ofPrompts = Object.values(scenariosOfPrompts).flat();

function textOf(name: string): string {
  return readFileSync(join(folder, `${name}.yaml`), 'utf8');
}

const read = new Map<string, Scenario>();

function scenarioNamed(name: string): Scenario {
  const known = read.get(name);
  if (known) return known;
  const found = readScenario(textOf(name), `${name}.yaml`);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  read.set(name, found.value);
  return found.value;
}

/** Cities as they are on the day they were founded, by that moment: founding one takes longer than copying it. */
const newCities = mkdtempSync(join(tmpdir(), 'yibao-pos-new-cities-'));
afterAll(() => rmSync(newCities, { recursive: true, force: true }));

async function played(name: string): Promise<Played> {
  const scenario = scenarioNamed(name);
  const now = `${scenario.date} ${scenario.time ?? '09:30:00'}` as Timestamp;
  const { at, passDays } = cityCalendar(now);
  const cityIn = (dataFolder: string) => () =>
    openCity({ dataFolder, clock: { now: () => at(0) }, pack: cityPack, cards: loadCardFixtures });
  const founded = join(newCities, now.replaceAll(/\D/g, ''));
  if (!existsSync(founded)) {
    const city = cityIn(founded)();
    if (!city.ok) throw new Error(JSON.stringify(city.error));
    city.value.close();
  }
  const dataFolder = mkdtempSync(join(tmpdir(), 'yibao-pos-scenario-'));
  cpSync(founded, dataFolder, { recursive: true });
  const stage = { open: cityIn(dataFolder), readerUrl: 'mock:', idReaderUrl: 'mock:', windowAt: () => 1, passDays };
  try {
    const result = await playScenario(scenario, stage);
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** What was told goes with what was shown: every prompt has its patient, and one right answer among three or four. */
async function runs(name: string): Promise<void> {
  const { steps, holds, promptsShown } = await played(name);
  expect(steps.flatMap(({ line, discrepancies }) => discrepancies.map((each) => ({ line, ...each })))).toEqual([]);
  expect(holds).toBe(true);
  expect(steps.length).toBeGreaterThan(1);
  const { says, tell } = scenarioNamed(name);
  if (promptsShown.length === 0) return;
  expect(says).toBeDefined();
  expect(tell.length).toBeGreaterThanOrEqual(3);
  expect(tell.length).toBeLessThanOrEqual(4);
}

// Together, here and below: more than half of a scenario is waiting for its reader.
describe.concurrent('the ten documented prompts, each from state (deck 000, items 1–10)', () => {
  for (const [prompt, scenarios] of Object.entries(scenariosOfPrompts)) {
    test(prompt, async () => {
      for (const name of scenarios) await runs(name);
    });
  }

  test('none of the ten is without a scenario', () => {
    const reached = new Set(Object.keys(scenariosOfPrompts).map((prompt) => prompt.split(' ')[1]));
    expect(reached).toEqual(new Set(promptStages.map((stage) => stage.prompt)));
  });
});

describe.concurrent('the other scenarios', () => {
  for (const name of names.filter((each) => !ofPrompts.includes(each))) test(name, () => runs(name));
});

describe.concurrent('as a user runs it, in a process of its own', () => {
  for (const name of ['ordinary-visit', 'prompt-month-unpaid', 'prompt-open-reconciliation', 'e-voucher-visit']) {
    test(name, async () => {
      const ended = await runProgram(['run', join(folder, `${name}.yaml`), '--json']);
      const result = JSON.parse(ended.stdout) as { holds: boolean; discrepancies: unknown[]; steps: unknown[] };
      expect(result.discrepancies).toEqual([]);
      expect(result.steps.length).toBeGreaterThan(1);
      expect(ended).toMatchObject({ code: 0, stderr: '' });
    });
  }
});

describe('the files that come with the product', () => {
  test('there are at least 40, none longer than 40 lines, each with its day', () => {
    expect(names.length).toBeGreaterThanOrEqual(40);
    expect(names.filter((name) => textOf(name).split('\n').length - 1 > 40)).toEqual([]);
    expect(names.filter((name) => scenarioNamed(name).date === undefined)).toEqual([]);
  });

  test('everything that people read is in both languages', () => {
    const chinese = /\p{Script=Han}/u;
    const wrong = names.flatMap((name) => {
      const { title, says, tell } = scenarioNamed(name);
      const texts = [
        title,
        ...(says ? [says] : []),
        ...tell.flatMap(({ say, because }) => (because ? [say, because] : [say])),
      ];
      return texts.filter(({ zh, en }) => !chinese.test(zh) || chinese.test(en)).map(({ zh }) => `${name}: ${zh}`);
    });
    expect(wrong).toEqual([]);
  });

  test('the right thing to tell is not always at the same place', () => {
    const places = names.map((name) => scenarioNamed(name).tell.findIndex(({ right }) => right));
    expect(new Set(places.filter((place) => place >= 0)).size).toBeGreaterThanOrEqual(3);
  });
});

describe('a scenario that cannot be played is refused at its place', () => {
  test('an expectation that does not hold: exit 1, and the difference with its line', async () => {
    const broken = ['run', join(top, 'test', 'e2e', 'broken', 'wrong-amount.yaml')];
    const ended = await runProgram(broken);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('wrong-amount.yaml:7: split.total: 应为 4.01，实为 4.00');
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
