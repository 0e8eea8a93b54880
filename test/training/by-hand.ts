// Works a practice as hands do: keys' events at its desk, cards at its reader, the plug of its line. What is put down of it is
// the log's own doing; what nobody at a window does is left to the script.

import { type DeskStep, eventOf } from '../../src/training/scenario/at-desk.ts';
import { nextEvent } from '../../src/training/scenario/at-reader.ts';
import { type DayStep, dayEventOf } from '../../src/training/scenario/day-end.ts';
import { cardsOfPersons } from '../../src/training/scenario/persons.ts';
import { type ProvingStep, practicePassword, prove } from '../../src/training/scenario/prove.ts';
import type { Step } from '../../src/training/scenario/steps.ts';
import type { Practice } from '../../src/training/session/practice.ts';
import { trayHand } from '../../src/ui/tray-hand.ts';

/** What a composite step of a scenario is made of. */
function singles(practice: Practice, step: Step): readonly Step[] {
  if (step.name === 'pay') return [{ name: 'station', value: 'pay' }];
  if (step.name !== 'consult') return [step];
  const ticket = practice.desk.snapshot().queue.consult.at(-1)?.number ?? '';
  return [
    { name: 'station', value: 'consult' },
    { name: 'open', value: { ticket, to: 'consult' } },
    { name: 'diagnose', value: step.value.diagnosis },
    ...step.value.lines.map((value): Step => ({ name: 'order', value })),
    { name: 'send', value: null },
  ];
}

async function one(practice: Practice, step: Step): Promise<void> {
  const { desk } = practice;
  // The practice's own desk and hands, so that all of it is heard.
  const window = { ...practice.window(), desk };
  const holder = practice.city().cards.get(practice.card() ?? '');
  switch (step.name) {
    case 'insert': {
      const seen = nextEvent(window, 'card-in');
      practice.mock.insert(step.value);
      await seen;
      break;
    }
    case 'remove': {
      const seen = nextEvent(window, 'card-out');
      practice.mock.remove();
      await seen;
      break;
    }
    case 'line': {
      const line = step.value === 'cut-after-arrival' ? 'lose-next-answer' : step.value;
      trayHand(practice.mock, [], practice.line, []).act({ do: 'set-line', line });
      break;
    }
    case 'station':
      desk.openStation(step.value);
      break;
    case 'approve':
    case 'sign-in':
    case 'lock': {
      const event = prove(window, step as ProvingStep);
      if (event.ok && event.value) desk.dispatch(event.value);
      break;
    }
    case 'state-day':
    case 'close-day':
    case 'mend-row': {
      const password = (code: string) => practicePassword(window, code);
      const event = dayEventOf(step as DayStep, desk, cardsOfPersons(practice.city()), password);
      if (event.ok) desk.dispatch(event.value);
      break;
    }
    case 'restart':
    case 'restore':
    case 'days-pass':
    case 'hospital':
    case 'reconcile-at':
      await practice.play(step, 'script');
      break;
    default: {
      const event = eventOf(step as DeskStep, { desk, cards: practice.city().cards, holder });
      if (!event.ok) throw new Error(`${step.name}: ${event.error.en}`);
      desk.dispatch(event.value);
    }
  }
  await desk.settled();
}

/** `before`: each time that somebody is about to do something. */
export async function byHand(practice: Practice, steps: readonly Step[], before: () => void): Promise<void> {
  for (const step of steps) {
    for (const each of singles(practice, step)) {
      before();
      await one(practice, each);
    }
  }
}
