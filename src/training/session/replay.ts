// Plays a log again in a city of its own, at the times of the log: the same steps must lead to the same sights, and to
// databases that hold the same. Whatever differs is named.

import type { Text } from '../../domain/language.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { CityProblem } from '../city.ts';
import type { Stage } from '../scenario/player.ts';
import type { LogEntry, SessionLog } from './log.ts';
import { openPractice, type Practice } from './practice.ts';
import { type ReplayTime, replayTime } from './session-time.ts';
import { type Sight, sameSight } from './sight.ts';

export interface Replayed {
  /** In order: what differs from the log; empty where it is the same session. */
  readonly differences: readonly Text[];
  readonly hash: string;
  readonly entries: readonly LogEntry[];
}

export interface ReplayParts {
  readonly log: SessionLog;
  /** The stage of a city in a folder of its own, at the given time. */
  readonly stageAt: (time: ReplayTime) => Stage;
  /** Before each step, and once at the end: for whoever shows it. */
  readonly onStep?: (practice: Practice, entry: LogEntry | undefined, time: ReplayTime) => Promise<void> | void;
}

function sightsOf(entries: readonly LogEntry[]): readonly Sight[] {
  const sights = entries.flatMap((entry) => ('saw' in entry ? [entry.saw] : []));
  return sights.filter((sight, index) => {
    const before = sights[index - 1];
    return !before || !sameSight(before, sight);
  });
}

/** Sights in order, the first place where the two part. */
function difference(logged: readonly Sight[], seen: readonly Sight[]): Text | undefined {
  const length = Math.max(logged.length, seen.length);
  for (let index = 0; index < length; index += 1) {
    const [before, now] = [logged[index], seen[index]];
    if (before && now && sameSight(before, now)) continue;
    const [was, is] = [JSON.stringify(before ?? null), JSON.stringify(now ?? null)];
    return {
      zh: `第 ${index + 1} 次所见：记录为 ${was}，重放为 ${is}`,
      en: `sight ${index + 1}: the log has ${was}, the replay ${is}`,
    };
  }
  return undefined;
}

/** Lets alarms ring one after another up to a moment, each with all that it leads to. */
async function passTime(practice: Practice, time: ReplayTime, until: number): Promise<void> {
  await practice.desk.settled();
  while (time.ring(until)) await practice.desk.settled();
  time.goTo(until);
}

/** Errors: the city cannot be opened. A replay that differs is answered with its differences. */
export async function replay({ log, stageAt, onStep }: ReplayParts): Promise<Result<Replayed, CityProblem>> {
  const time = replayTime(log.head.start);
  const entries: LogEntry[] = [];
  const opened = await openPractice({
    stage: stageAt(time),
    hospital: log.head.hospital,
    time,
    listen: (entry) => void entries.push(entry),
  });
  if (!opened.ok) return opened;
  const practice = opened.value;
  const differences: Text[] = [];
  for (const entry of log.entries) {
    if (!('did' in entry)) continue;
    await passTime(practice, time, entry.t);
    await onStep?.(practice, entry, time);
    // What could not be done then, cannot be done now: both see the same afterwards.
    await practice.play(entry.did, entry.by);
  }
  const end = log.entries.find((entry) => 'ended' in entry);
  await passTime(practice, time, end?.t ?? time.last());
  await onStep?.(practice, undefined, time);
  const hash = await practice.end(end?.ended ?? 'left');
  const parted = difference(sightsOf(log.entries), sightsOf(entries));
  if (parted !== undefined) differences.push(parted);
  if (end && end.hash !== null && end.hash !== hash) {
    differences.push({
      zh: `数据库：记录为 ${end.hash}，重放为 ${hash}`,
      en: `databases: the log has ${end.hash}, the replay ${hash}`,
    });
  }
  return ok({ differences, hash, entries });
}
