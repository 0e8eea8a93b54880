// Listens to the keys for a scanner that types, where one may be at work, and says what its scan brings about.

import type { Desk } from '../hospital/desk.ts';
import type { VisitState } from '../hospital/visit/state.ts';
import type { CounterClock } from './clock.ts';
import type { Key } from './keys/key.ts';
import { type Burst, burstWith, endsScan } from './keys/scan.ts';
import type { Outcome } from './model/moment.ts';
import type { ScreenState } from './model/state.ts';

/** Elsewhere digits are a PIN, an amount, a quantity. */
const takesScans: readonly VisitState['at'][] = ['awaiting-card', 'registered', 'paid', 'problem', 'card-pulled'];

/** Sees every key before it has its meaning; answers what the scan brings about that this key ends, and nothing otherwise. */
export function followScans(
  desk: Pick<Desk, 'snapshot'>,
  clock: Pick<CounterClock, 'monotonic'>,
): (key: Key, screen: ScreenState) => Outcome | undefined {
  let burst: Burst | undefined;
  return (key, screen) => {
    const now = clock.monotonic();
    const { station, visit, attended } = desk.snapshot();
    const ended = endsScan(burst, key, now) ? burst : undefined;
    const listens =
      !ended && attended.at !== 'locked' && screen.overlay.at === 'nothing' && takesScans.includes(visit.at);
    burst = listens ? burstWith(burst, key, now, { station, view: screen.view }) : undefined;
    if (!ended) return undefined;
    // As keys the digits meant other things: the station before them is open again.
    const { digits, from } = ended;
    return {
      screen: { ...screen, view: from.view, notice: undefined },
      effects: [
        ...(station === from.station ? [] : [{ do: 'open-station', station: from.station } as const]),
        { do: 'dispatch', event: { kind: 'voucher-scanned', scanned: digits } },
      ],
    };
  };
}
