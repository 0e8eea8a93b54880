// What a drill compares, says and takes: which step is which, names in the place of codes, and keys that are not the counter's.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keyOfDone, type Plan, planOf } from '../../src/training/drill/plan.ts';
import { spokenScenario } from '../../src/training/drill/spoken.ts';
import type { Scenario } from '../../src/training/scenario/format.ts';
import { loadShelf } from '../../src/training/scenario/shelf.ts';
import type { Step } from '../../src/training/scenario/steps.ts';
import { ordersIn, wantedIn } from '../../src/training/scenario/who-comes.ts';
import { drillKeys } from '../../src/ui/drill/drill-sheets.ts';
import { commands } from '../../src/ui/keys/commands.ts';
import { keyNamed } from '../../src/ui/keys/key-named.ts';
import { editField, fieldOf } from '../../src/ui/model/field.ts';
import { top } from '../support/paths.ts';
import { names, shelvedNamed } from '../ui/support/stage.ts';

test('every scenario in names of departments, diagnoses and items is the same scenario', () => {
  const shelf = loadShelf(join(top, 'fixtures', 'scenarios'));
  if (!shelf.ok) throw new Error(JSON.stringify(shelf.error));
  for (const { name, scenario } of shelf.value) {
    const said = spokenScenario(scenario, names);
    expect(keysIn(said), name).toEqual(keysIn(scenario));
    expect(ordersIn(said)?.zh ?? '', name).not.toMatch(/^[a-z]+，/);
  }
});

test('whoever works a scenario hears for what the patient wants to be registered', () => {
  const wanted = (name: string) => wantedIn(spokenScenario(shelvedNamed(name).scenario, names));
  expect(wanted('prompt-inpatient')).toEqual({ zh: '内科', en: '内科' });
  expect(wanted('visit-emergency')).toEqual({ zh: '急诊科 急诊', en: '急诊科 (emergency)' });
  expect(wanted('prompt-special-illness-not-yet')?.zh).toBe('神经内科 门特，神经内科');
  expect(wanted('prompt-person-unknown')).toBeUndefined();
});

function keysIn(scenario: Scenario): readonly string[] {
  return planOf(scenario, names).map((planned) => (planned.by === 'window' ? planned.key : planned.step.name));
}

test('the wrong line given back, or changed to another quantity, is not the step that was to be done', () => {
  const key = (step: Parameters<typeof keyOfDone>[0]) => keyOfDone(step, '0002', names);
  const back = (line: number, quantity?: string) =>
    key({ name: 'return', value: quantity === undefined ? { line } : { line, quantity } });
  expect(back(1, '2')).toBe(back(1));
  expect(new Set([back(1), back(2), back(1, '0')]).size).toBe(3);
  const changed = (line: number, quantity: string) => key({ name: 'change', value: { line, quantity, days: 3 } });
  expect(new Set([changed(1, '1'), changed(1, '9'), changed(2, '1')]).size).toBe(3);
});

test('who gave the second word, who signed in, and whose ticket was opened tell one step from another', () => {
  const key = (step: Step, plan?: Plan) => keyOfDone(step, '0002', names, plan);
  const words = ['2008', '2009'].map((by) => key({ name: 'approve', value: { by } }));
  const refused = key({ name: 'approve', value: { by: '2008', password: 'wrong' } });
  const signed = ['2001', '2002'].map((by) => key({ name: 'sign-in', value: { by } }));
  expect(new Set([...words, refused, ...signed]).size).toBe(5);
  expect(key({ name: 'reconcile', value: null })).toBe(key({ name: 'choose', value: 'reconcile' }));
  const of = key({ name: 'refund', value: { of: 'wang-xiulan' } });
  const ticket = '20110815-0001';
  // A log names the ticket, and its owner where it is the one that they most likely mean.
  expect(key({ name: 'refund', value: { ticket, of: 'wang-xiulan' } })).toBe(of);
  expect(key({ name: 'refund', value: { ticket, of: 'sun-deshan' } })).not.toBe(of);
  expect(key({ name: 'refund', value: { ticket } })).not.toBe(of);
  const byNumber: Step = { name: 'refund', value: { ticket } };
  const plan: Plan = [{ by: 'window', key: key(byNumber), step: byNumber, line: 1 }];
  expect(key({ name: 'refund', value: { ticket, of: 'wang-xiulan' } }, plan)).toBe(key(byNumber));
});

test('no key of a drill takes one from the counter: no command has it, and no field is edited by it', () => {
  const all = commands.flatMap(({ keys }) => keys);
  const edits = ({ key }: { readonly key: string }) => {
    const pressed = keyNamed(key);
    return pressed !== undefined && editField(fieldOf('amo 2'), pressed) !== undefined;
  };
  expect(Object.values(drillKeys).filter((each) => all.includes(each.key) || edits(each))).toEqual([]);
});
