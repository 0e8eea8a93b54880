// What a scenario expects of whoever works the window, step by step, in words that can be compared with what was done: the
// words of a scenario name things as people do (initials, names), those of a log by their codes.

import type { VirtualCardData } from '../../../drivers/open.ts';
import type { Lookup } from '../../hospital/desk.ts';
import type { Scenario } from '../scenario/format.ts';
import { pinFor, pinKept } from '../scenario/practice-pin.ts';
import type { RefundStep, Step } from '../scenario/steps.ts';

/** What names are looked up in: they mean the same at every hospital of the city but for departments. */
export interface Names {
  readonly lookup: (hospital: string) => Lookup;
  readonly cards: ReadonlyMap<string, VirtualCardData>;
}

export type Planned =
  /** To be done at the window; `key` compares it with what was done. */
  | { readonly by: 'window'; readonly key: string; readonly step: Step; readonly line: number }
  /** Done by the script, as soon as what stands before it is done. */
  | { readonly by: 'script'; readonly step: Step; readonly line: number };

export type Plan = readonly Planned[];

/** Where a step is done, and by whom the window was last shown a card. */
interface At {
  readonly hospital: string;
  readonly card: string | undefined;
}

const scripted: ReadonlySet<Step['name']> = new Set([
  'fault',
  'clear',
  'line',
  'hospital',
  'restart',
  'restore',
  'days-pass',
  'mend',
  'befall',
  'reconcile-at',
]);

export function isScripted({ name }: Step): boolean {
  return scripted.has(name);
}

/** The single steps that a composite one stands for; any other stands for itself. */
function single(step: Step): readonly Step[] {
  if (step.name === 'pay') return [{ name: 'station', value: 'pay' }];
  if (step.name !== 'consult') return [step];
  return [
    { name: 'station', value: 'consult' },
    { name: 'open', value: { ticket: '', to: 'consult' } },
    { name: 'diagnose', value: step.value.diagnosis },
    ...step.value.lines.map((value): Step => ({ name: 'order', value })),
    { name: 'send', value: null },
  ];
}

/** By whose it is; by its number where nobody says whose. */
function refundKey(wanted: RefundStep): string {
  if ('of' in wanted && wanted.of !== undefined) return `refund of ${wanted.of}`;
  return 'ticket' in wanted ? `refund ${wanted.ticket}` : 'refund';
}

function keyOf(step: Step, at: At, { lookup, cards }: Names): string {
  const names = lookup(at.hospital);
  switch (step.name) {
    case 'pin': {
      if (step.value === 'right' || step.value === 'wrong') return `pin ${step.value}`;
      const holder = at.card === undefined ? undefined : cards.get(at.card);
      return `pin ${pinKept(pinFor(step.value, holder), holder)}`;
    }
    case 'register': {
      const { department, kind, illness = '' } = step.value;
      return `register ${names.departments(department)[0]?.code ?? department} ${kind} ${illness}`.trimEnd();
    }
    case 'open':
      return `open ${step.value.to}`;
    case 'diagnose':
      return `diagnose ${names.diagnoses(step.value)[0]?.code ?? step.value}`;
    case 'order': {
      const { item, quantity, days = '' } = step.value;
      return `order ${names.items(item)[0]?.code ?? item} ${quantity} ${days}`.trimEnd();
    }
    case 'change':
      return `change ${step.value.line} ${step.value.quantity} ${step.value.days ?? ''}`.trimEnd();
    case 'return':
      // A scenario may leave out how much; a log never does.
      return `return ${step.value.line}${step.value.quantity === '0' ? ' none' : ''}`;
    case 'approve':
    case 'sign-in':
      return `${step.name} ${step.value.by} ${step.value.password ?? ''}`.trimEnd();
    case 'refund':
      return refundKey(step.value);
    case 'mend-row': {
      const { do: what, by = '', refund } = step.value;
      const whose = 'of' in step.value ? step.value.of : step.value.settlement;
      return `mend-row ${whose} ${refund ? 'refund ' : ''}${what} ${by}`.trimEnd();
    }
    case 'reconcile':
      // After a prompt it is the step of that name.
      return 'choose reconcile';
    case 'tender':
      // Whatever the patient hands over: the change is the counter's business.
      return 'tender';
    case 'voucher':
      return `voucher ${'of' in step.value ? step.value.of : step.value.digits}`;
    default:
      return step.value === null ? step.name : `${step.name} ${String(step.value)}`;
  }
}

function moved(at: At, step: Step): At {
  if (step.name === 'hospital') return { hospital: step.value, card: undefined };
  if (step.name === 'insert' || step.name === 'id-card') return { ...at, card: step.value };
  return at;
}

export function planOf(scenario: Scenario, names: Names): Plan {
  const plan: Planned[] = [];
  let at: At = { hospital: scenario.hospital, card: undefined };
  for (const { step: written, line } of scenario.steps) {
    if (written.name === 'expect') continue;
    for (const step of single(written)) {
      at = moved(at, step);
      plan.push(
        isScripted(step) ? { by: 'script', step, line } : { by: 'window', key: keyOf(step, at, names), step, line },
      );
    }
  }
  return plan;
}

/** What was done at a window, as a key of a plan. A log may say of a ticket both its number and whose it is: the plan says one. */
export function keyOfDone(step: Step, hospital: string, names: Names, plan: Plan = []): string {
  const key = keyOf(step, { hospital, card: undefined }, names);
  if (step.name !== 'refund' || !('ticket' in step.value)) return key;
  const byNumber = refundKey({ ticket: step.value.ticket });
  return plan.some((planned) => planned.by === 'window' && planned.key === byNumber) ? byNumber : key;
}
