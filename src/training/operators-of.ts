// The operators of one hospital of the city, without opening a window of it: for the back office.

import type { Clock } from '../domain/date.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import { createOperators, type Operators } from '../hospital/operators/operators.ts';
import { openStore } from '../hospital/store/open-store.ts';
import { type CityProblem, hospitalData, same } from './window.ts';

export interface OpenedOperators {
  readonly operators: Operators;
  close(): void;
}

/** `hospital`: 12-character code or 4-digit number. In practice, as everything in the invented city. */
export function openOperatorsOf(
  hospital: string,
  { dataFolder, clock }: { readonly dataFolder: string; readonly clock: Clock },
): Result<OpenedOperators, CityProblem> {
  const data = hospitalData(hospital);
  if (!data.ok) return data;
  const { roster, windows } = data.value;
  const place = { folder: dataFolder, hospitalCode: data.value.hospital.code, window: windows[0]?.window ?? 1 };
  const store = openStore(place, clock.now());
  if (!store.ok) return failure({ kind: 'data', cause: same(store.error.cause), remedy: store.error.remedy });
  const operators = createOperators({ roster, store: store.value.operators, clock, practice: true });
  return ok({ operators, close: () => store.value.close(clock.now()) });
}
