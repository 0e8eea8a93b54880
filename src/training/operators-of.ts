// The operators of one hospital of the city, without opening a window of it: for the back office.

import type { Clock } from '../domain/date.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import { createOperators, type Operators } from '../hospital/operators/operators.ts';
import { openStore } from '../hospital/store/open-store.ts';
import { dataNames } from './backup.ts';
import { type CityProblem, hospitalData, same } from './window.ts';

export interface OpenedOperators {
  readonly operators: Operators;
  close(): void;
}

export interface OperatorsPlace {
  readonly dataFolder: string;
  readonly clock: Clock;
  /** Makes the hospital's file where there is none. Who only looks does not. */
  readonly founds: boolean;
}

function nobodyYet(dataFolder: string, code: string): CityProblem {
  return {
    kind: 'input',
    cause: { zh: `${dataFolder} 里还没有 ${code} 的数据文件`, en: `there is no file of ${code} in ${dataFolder} yet` },
    remedy: {
      zh: '请先运行 yibao-pos，或用 --data 指定数据目录',
      en: 'run yibao-pos first, or name its folder with --data',
    },
  };
}

/** `hospital`: 12-character code or 4-digit number. In practice, as everything in the invented city. */
export function openOperatorsOf(
  hospital: string,
  { dataFolder, clock, founds }: OperatorsPlace,
): Result<OpenedOperators, CityProblem> {
  const data = hospitalData(hospital);
  if (!data.ok) return data;
  const { roster, windows, hospital: known } = data.value;
  if (!founds && !dataNames(dataFolder).includes(`hospital-${known.code}`))
    return failure(nobodyYet(dataFolder, known.code));
  const place = { folder: dataFolder, hospitalCode: known.code, window: windows[0]?.window ?? 1 };
  const store = openStore(place, clock.now());
  if (!store.ok) return failure({ kind: 'data', cause: same(store.error.cause), remedy: store.error.remedy });
  const operators = createOperators({ roster, store: store.value.operators, clock, practice: true });
  return ok({ operators, close: () => store.value.close(clock.now()) });
}
