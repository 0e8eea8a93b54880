// The counter's present state, in React: a new value whenever the desk, the screen's own state or the clock moved on.

import { useSyncExternalStore } from 'react';
import type { CounterStore, CounterView } from '../store.ts';

export function useCounter(store: CounterStore): CounterView {
  return useSyncExternalStore(store.subscribe, store.view);
}
