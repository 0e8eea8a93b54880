// What somebody at the window can see and hear of a scenario beforehand: whose cards are shown,
// what they want to be registered for, and what the doctor orders.

import type { Text } from '../../domain/language.ts';
import type { Scenario } from './format.ts';
import { type HolderNames, wantedWords } from './step-words.ts';
import type { OrderStep, Step } from './steps.ts';

function cardIn(step: Step): string | undefined {
  if (step.name === 'insert' || step.name === 'id-card') return step.value;
  return step.name === 'voucher' && 'of' in step.value ? step.value.of : undefined;
}

function orderText({ item, quantity, days }: OrderStep): Text {
  const supply = days === undefined ? { zh: '', en: '' } : { zh: `（${days} 天）`, en: ` (${days} days)` };
  return { zh: `${item} × ${quantity}${supply.zh}`, en: `${item} × ${quantity}${supply.en}` };
}

/** Names in the order in which their cards come, each once. */
export function holdersIn({ steps }: Scenario, name: HolderNames): readonly string[] {
  return [...new Set(steps.flatMap(({ step }) => cardIn(step) ?? []))].map(name);
}

/** Departments and kinds of visit, each once, in order; undefined where nobody wants to be registered. */
export function wantedIn({ steps }: Scenario): Text | undefined {
  const wanted = steps.flatMap(({ step }) => (step.name === 'register' ? [wantedWords(step.value)] : []));
  const each = [...new Map(wanted.map((text) => [text.zh, text])).values()];
  if (each.length === 0) return undefined;
  return { zh: each.map(({ zh }) => zh).join('，'), en: each.map(({ en }) => en).join(', ') };
}

/** Diagnosis and items of each consultation; undefined where there is none. */
export function ordersIn({ steps }: Scenario): Text | undefined {
  const parts = steps.flatMap(({ step }): Text[] => {
    if (step.name === 'diagnose') return [{ zh: step.value, en: step.value }];
    if (step.name === 'order') return [orderText(step.value)];
    if (step.name !== 'consult') return [];
    const { diagnosis, lines } = step.value;
    return [{ zh: diagnosis, en: diagnosis }, ...lines.map(orderText)];
  });
  if (parts.length === 0) return undefined;
  return { zh: parts.map(({ zh }) => zh).join('，'), en: parts.map(({ en }) => en).join(', ') };
}
