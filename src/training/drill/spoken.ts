// A scenario as one would say it: it may name departments, diagnoses and items by code or initials, people do not. A name takes
// their place wherever it means the same at that hospital, so that the scenario plays as it did.

import type { Lookup } from '../../hospital/desk.ts';
import type { Scenario } from '../scenario/format.ts';
import type { OrderStep, Step } from '../scenario/steps.ts';
import type { Names } from './plan.ts';

interface Named {
  readonly code: string;
  readonly name: string;
}

/** The name of what is found first, where it finds the same again. */
function nameOf(query: string, find: (query: string) => readonly Named[]): string {
  const [found] = find(query);
  return found && find(found.name)[0]?.code === found.code ? found.name : query;
}

function spokenOrder(order: OrderStep, { items }: Lookup): OrderStep {
  return { ...order, item: nameOf(order.item, items) };
}

function spoken(step: Step, lookup: Lookup): Step {
  switch (step.name) {
    case 'register': {
      const department = nameOf(step.value.department, lookup.departments);
      return { name: 'register', value: { ...step.value, department } };
    }
    case 'diagnose':
      return { name: 'diagnose', value: nameOf(step.value, lookup.diagnoses) };
    case 'order':
      return { name: 'order', value: spokenOrder(step.value, lookup) };
    case 'consult': {
      const { diagnosis, lines } = step.value;
      const said = { diagnosis: nameOf(diagnosis, lookup.diagnoses), lines: lines.map((l) => spokenOrder(l, lookup)) };
      return { name: 'consult', value: said };
    }
    default:
      return step;
  }
}

/** The same scenario in names. */
export function spokenScenario(scenario: Scenario, { lookup }: Pick<Names, 'lookup'>): Scenario {
  let { hospital } = scenario;
  const steps = scenario.steps.map(({ step, ...placed }) => {
    if (step.name === 'hospital') hospital = step.value;
    return { ...placed, step: spoken(step, lookup(hospital)) };
  });
  return { ...scenario, steps };
}
