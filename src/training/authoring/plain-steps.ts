// The steps of a log as somebody would have written them: people instead of tickets, names instead of codes, a consultation in
// one line. What is played is the same; what cannot be said more plainly stays as it is. Pure.

import type { Lookup } from '../../hospital/desk.ts';
import type { OrderStep, Step } from '../scenario/steps.ts';
import type { LogEntry } from '../session/log.ts';

/** Whose card was shown when each ticket was first seen; those of a ticket that is nobody's are left out. */
export function ownersOfTickets(entries: readonly LogEntry[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  let card: string | undefined;
  for (const entry of entries) {
    if ('saw' in entry) {
      const { at, ticket } = entry.saw;
      if (ticket !== undefined && card !== undefined && at === 'registered' && !owners.has(ticket))
        owners.set(ticket, card);
    } else if ('did' in entry) card = cardIn(entry.did, card);
  }
  return owners;
}

function cardIn(step: Step, before: string | undefined): string | undefined {
  if (step.name === 'insert' || step.name === 'id-card') return step.value;
  if (step.name === 'voucher') return 'of' in step.value ? step.value.of : undefined;
  return step.name === 'hospital' ? undefined : before;
}

/** Where somebody has one ticket only, the ticket is theirs. */
function byPerson(step: Step, owners: ReadonlyMap<string, string>): Step {
  if (step.name !== 'open' && step.name !== 'refund') return step;
  if (!('ticket' in step.value)) return step;
  const of = owners.get(step.value.ticket);
  const theirs = [...owners.values()].filter((each) => each === of).length;
  if (of === undefined || theirs !== 1) return step;
  return step.name === 'open' ? { name: 'open', value: { of, to: step.value.to } } : { name: 'refund', value: { of } };
}

interface Coded {
  readonly code: string;
  readonly name: string;
}

/** The name of a code, if looking it up leads back to the code. */
function nameOf(code: string, find: (query: string) => readonly Coded[]): string {
  const name = find(code).find((each) => each.code === code)?.name;
  return name !== undefined && find(name)[0]?.code === code ? name : code;
}

function orderByName(order: OrderStep, lookup: Lookup): OrderStep {
  return { ...order, item: nameOf(order.item, (query) => lookup.items(query)) };
}

function byName(step: Step, lookup: Lookup): Step {
  switch (step.name) {
    case 'diagnose':
      return { name: 'diagnose', value: nameOf(step.value, (query) => lookup.diagnoses(query)) };
    case 'order':
      return { name: 'order', value: orderByName(step.value, lookup) };
    case 'register': {
      const department = nameOf(step.value.department, (query) => lookup.departments(query));
      const [first] = lookup.departments(department);
      // Whoever is first there need not be named.
      const isFirst = first !== undefined && lookup.doctors(first)[0]?.code === step.value.doctor;
      const { doctor: _doctor, ...rest } = step.value;
      return { name: 'register', value: { ...(isFirst ? rest : step.value), department } };
    }
    default:
      return step;
  }
}

/** From the way to the consulting room to the orders sent, if nothing else was done there; and how many steps that is. */
function consultation(
  steps: readonly Step[],
  at: number,
): { readonly step: Step; readonly length: number } | undefined {
  const [station, open, diagnose] = steps.slice(at, at + 3);
  if (station?.name !== 'station' || station.value !== 'consult') return undefined;
  if (open?.name !== 'open' || open.value.to !== 'consult' || diagnose?.name !== 'diagnose') return undefined;
  const lines: OrderStep[] = [];
  for (let next = at + 3; ; next += 1) {
    const step = steps[next];
    if (step?.name === 'order') lines.push(step.value);
    else if (step?.name === 'send' && lines.length > 0) {
      return { step: { name: 'consult', value: { diagnosis: diagnose.value, lines } }, length: next + 1 - at };
    } else return undefined;
  }
}

/** `onlyOne`: whoever waits for the doctor is whom the doctor opened. */
function together(steps: readonly Step[], onlyOne: boolean): readonly Step[] {
  const plain: Step[] = [];
  for (let at = 0; at < steps.length; ) {
    const found = onlyOne ? consultation(steps, at) : undefined;
    const step = steps[at];
    if (found) plain.push(found.step);
    else if (step) plain.push(step.name === 'station' && step.value === 'pay' ? { name: 'pay', value: null } : step);
    at += found?.length ?? 1;
  }
  return plain;
}

export interface PlainParts {
  readonly entries: readonly LogEntry[];
  /** Where the session began. */
  readonly hospital: string;
  /** What names mean at a hospital; absent: codes stay. */
  readonly lookup?: (hospital: string) => Lookup;
}

export function plainSteps(steps: readonly Step[], { entries, hospital, lookup }: PlainParts): readonly Step[] {
  const owners = ownersOfTickets(entries);
  // A ticket of days ago is found by its number only.
  const oneDay = steps.every(({ name }) => name !== 'days-pass');
  let at = hospital;
  const named = steps.map((step) => {
    if (step.name === 'hospital') at = step.value;
    const said = oneDay ? byPerson(step, owners) : step;
    return lookup ? byName(said, lookup(at)) : said;
  });
  return together(named, oneDay && owners.size === 1);
}
