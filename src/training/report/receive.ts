// What an instructor keeps of results that counters of a class sent: each once, however often it is told, signed anew by the
// instructor's own key, which proves that it is as it came in.

import type { Records } from '../records/records.ts';
import type { TrainingResult } from '../records/result.ts';
import { merged } from './merge.ts';

/** Whether it was new. `className`: of the instructor's class, for whoever named none. */
export function keepReceived(records: Records, result: TrainingResult, className: string): boolean {
  const kept = records.results();
  const named = result.class === '' ? { ...result, class: className } : result;
  const known = { from: 'kept', results: kept.ok ? kept.value : [] };
  const { repeated, contradictions } = merged([known, { from: 'received', results: [named] }]);
  if (repeated > 0 || contradictions.length > 0) return false;
  const { signature: _signature, after: _after, ...rest } = named;
  records.add(rest);
  return true;
}
