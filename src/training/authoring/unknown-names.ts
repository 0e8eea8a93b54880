// What a scenario names and the city does not have: cards, hospitals, faults, people who approve nothing. Each with its place, so
// that a slip of the pen is shown before anything is played.

import { keyOf, type PositionedYaml } from '../../policy/positioned-yaml.ts';
import type { Scenario } from '../scenario/format.ts';
import type { ScenarioProblem } from '../scenario/read.ts';
import type { Step } from '../scenario/steps.ts';

export interface KnownNames {
  readonly cards: readonly string[];
  /** Numbers and codes. */
  readonly hospitals: readonly string[];
  readonly faults: readonly string[];
}

type Kind = keyof KnownNames;

interface Named {
  readonly kind: Kind;
  /** Below the step's value. */
  readonly path: readonly PropertyKey[];
  readonly name: string;
}

/** Keys of a step's mapping whose value is somebody's card. */
const cardKeys = [
  'of',
  'pay',
  'discharge',
  'renew',
  'card',
  'end-waiting',
  'grant',
  'enrol',
  'issue',
  'unpay',
  'admit',
  'lapse',
];
const inMapping: ReadonlySet<Step['name']> = new Set(['voucher', 'open', 'refund', 'mend', 'befall', 'mend-row']);

function namesIn({ name, value }: Step): readonly Named[] {
  if (name === 'insert' || name === 'id-card') return [{ kind: 'cards', path: [], name: value }];
  if (name === 'hospital' || name === 'reconcile-at') return [{ kind: 'hospitals', path: [], name: value }];
  if (name === 'fault') return [{ kind: 'faults', path: ['name'], name: value.name }];
  if (!inMapping.has(name) || typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, named]): Named[] => {
    if (typeof named !== 'string') return [];
    if (cardKeys.includes(key)) return [{ kind: 'cards', path: [key], name: named }];
    return key === 'at' ? [{ kind: 'hospitals', path: [key], name: named }] : [];
  });
}

/** Lists longer than this are not helped by being read. */
const mostListed = 12;

function expected(kind: Kind, known: readonly string[]) {
  const listed = known.slice(0, mostListed).join(', ');
  const more = known.length > mostListed ? ' …' : '';
  const see = kind === 'cards' ? { zh: '（见 yibao-pos cards）', en: ' (see yibao-pos cards)' } : { zh: '', en: '' };
  return { zh: `其中之一：${listed}${more}${see.zh}`, en: `one of ${listed}${more}${see.en}` };
}

/** In the order of the file; empty where everything is known. */
export function unknownNames(
  { steps, hospital }: Scenario,
  yaml: PositionedYaml,
  known: KnownNames,
): readonly ScenarioProblem[] {
  const problem = (path: readonly PropertyKey[], { kind, name }: Named): ScenarioProblem => ({
    kind: 'input',
    file: yaml.file,
    ...yaml.positionOf(path),
    key: keyOf(path),
    expected: expected(kind, known[kind]),
    found: name,
  });
  const first: Named = { kind: 'hospitals', path: [], name: hospital };
  const isUnknown = ({ kind, name }: Named) => !known[kind].includes(name);
  return [
    ...(isUnknown(first) ? [problem(['hospital'], first)] : []),
    ...steps.flatMap(({ step }, index) =>
      namesIn(step)
        .filter(isUnknown)
        .map((named) => problem(['steps', index, step.name, ...named.path], named)),
    ),
  ];
}
