// The hands of a practice: the mock readers and the line of whatever window the patient stands at, each act told as a step.

import type { MockHand } from '../../../drivers/open.ts';
import type { LineHand } from '../../hospital/center-line.ts';
import type { Window } from '../city.ts';
import type { Step } from '../scenario/steps.ts';

export interface PracticeHands {
  readonly mock: MockHand;
  readonly idMock: MockHand;
  readonly line: LineHand;
}

/** What a hand has that is not there: nothing is in it, and nothing can be put. */
function handOf(hand: MockHand | undefined): MockHand {
  if (!hand) throw new Error('a practice opens mock readers only');
  return hand;
}

function told(current: () => MockHand, tell: (step: Step) => void, names: Names): MockHand {
  return {
    inserted: () => current().inserted(),
    insert(card) {
      tell(names.insert(card));
      return current().insert(card);
    },
    remove() {
      if (current().inserted() !== undefined) tell(names.remove);
      current().remove();
    },
    fault(name, times) {
      tell({ name: 'fault', value: { name, at: names.at, ...(times === undefined ? {} : { times }) } });
      return current().fault(name, times);
    },
    clearFaults() {
      tell({ name: 'clear', value: null });
      current().clearFaults();
    },
    activeFaults: () => current().activeFaults(),
    faultNames: () => current().faultNames(),
  };
}

interface Names {
  readonly at: 'reader' | 'id-reader';
  readonly insert: (card: string) => Step;
  readonly remove: Step;
}

const atReader: Names = {
  at: 'reader',
  insert: (card) => ({ name: 'insert', value: card }),
  remove: { name: 'remove', value: null },
};

const atIdReader: Names = {
  at: 'id-reader',
  insert: (card) => ({ name: 'id-card', value: card }),
  remove: { name: 'remove-id-card', value: null },
};

/** A line in practice knows three conditions; what else can befall a message is the simulator's. */
function toldLine(current: () => LineHand, tell: (step: Step) => void): LineHand {
  return {
    state: () => current().state(),
    up() {
      tell({ name: 'line', value: 'up' });
      current().up();
    },
    down() {
      tell({ name: 'line', value: 'down' });
      current().down();
    },
    befall(plan) {
      if (plan.fault === 'cut-after-arrival') tell({ name: 'line', value: 'cut-after-arrival' });
      current().befall(plan);
    },
    clear: () => current().clear(),
    letGo: () => current().letGo(),
  };
}

export function practiceHands(window: () => Window, tell: (step: Step) => void): PracticeHands {
  return {
    mock: told(() => handOf(window().opened.mock), tell, atReader),
    idMock: told(() => handOf(window().idReader?.mock), tell, atIdReader),
    line: toldLine(() => window().line.hand, tell),
  };
}
