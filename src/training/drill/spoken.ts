// A step as one would say it at this hospital: a scenario may name departments, diagnoses and items by code or initials, people
// do not. Only for words; it is compared and played as it was written.

import type { Lookup } from '../../hospital/desk.ts';
import type { OrderStep, Step } from '../scenario/steps.ts';

function spokenOrder(order: OrderStep, lookup: Lookup): OrderStep {
  return { ...order, item: lookup.items(order.item)[0]?.name ?? order.item };
}

export function spoken(step: Step, lookup: Lookup): Step {
  switch (step.name) {
    case 'register': {
      const { department } = step.value;
      const name = lookup.departments(department)[0]?.name ?? department;
      return { name: 'register', value: { ...step.value, department: name } };
    }
    case 'diagnose':
      return { name: 'diagnose', value: lookup.diagnoses(step.value)[0]?.name ?? step.value };
    case 'order':
      return { name: 'order', value: spokenOrder(step.value, lookup) };
    default:
      return step;
  }
}
