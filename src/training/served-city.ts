// Windows of hospitals whose center is another process, reached over HTTP. The very same desk as with an embedded center;
// only what carries its messages differs.

import type { VirtualCardData } from '../../drivers/open.ts';
import { type CalendarDate, type Clock, dateOf, dateOfTimestamp } from '../domain/date.ts';
import type { TransportFailure } from '../domain/protocol/envelope.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import { type CenterHealth, httpCarrier } from '../hospital/http-carrier.ts';
import { type Schedule, systemSchedule } from '../hospital/schedule.ts';
import { signedCarrier } from '../hospital/signed-carrier.ts';
import { makeDataFolder } from './data-folder.ts';
import { type CityProblem, limits, openWindow, same, type Window, type WindowOptions } from './window.ts';

export interface ServedCityOptions {
  readonly url: URL;
  /** PEM, for https with a certificate that Node does not trust by itself. */
  readonly authority?: string;
  /** The hospital's key at the center: its messages are signed, and only signed answers are believed. */
  readonly signKey?: string;
  /** Where the hospital's own files are. */
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly schedule?: Schedule;
  /** The cards of the mock reader, as on the founding day. */
  readonly cards: (foundedOn: CalendarDate) => ReadonlyMap<string, VirtualCardData>;
}

export interface ServedCity {
  /** The business date where the center was not there to ask. */
  readonly foundedOn: CalendarDate;
  /** Why the center was not there at the start, where it was not. */
  readonly unreached: CityProblem | undefined;
  readonly cards: ReadonlyMap<string, VirtualCardData>;
  openWindow(options: WindowOptions): Promise<Result<Window, CityProblem>>;
  close(): void;
}

/** Only over https is there a certificate that can be in the way. */
const certificate = { zh: '、证书（--center-ca）', en: ', certificate (--center-ca)' };

function unreachable(url: URL, cause: string): CityProblem {
  const { zh, en } = url.protocol === 'https:' ? certificate : { zh: '', en: '' };
  return {
    kind: 'unreachable',
    cause: { zh: `连不上医保中心 ${url.origin}：${cause}`, en: `the center ${url.origin} cannot be reached: ${cause}` },
    remedy: {
      zh: `请检查地址和网络${zh}，或先启动 yibao-pos center serve`,
      en: `check address and network${en}, or start yibao-pos center serve first`,
    },
  };
}

function anotherProgram(health: TransportFailure, url: URL): CityProblem | undefined {
  if (health.kind !== 'unreadable-answer') return undefined;
  const remedy = { zh: '请检查 --center', en: 'check --center' };
  return { kind: 'input', cause: { zh: `${url.origin} 不是医保中心`, en: same(health.cause).en }, remedy };
}

/** Two days on one ledger would put a settlement into another day at the hospital than at the center. */
function anotherDay({ today }: CenterHealth, own: CalendarDate): CityProblem | undefined {
  if (today === own) return undefined;
  return {
    kind: 'input',
    cause: {
      zh: `医保中心的日期是 ${today}，本窗口是 ${own}`,
      en: `the center's day is ${today}, this counter's ${own}`,
    },
    remedy: {
      zh: `请校准本机的日期和时间；练习用 --date ${today}`,
      en: `set this machine's date and time; for practice use --date ${today}`,
    },
  };
}

/**
 * Opens windows against a served center. A center that is not there is no problem here: the counter opens with its line
 * down. Refused: another program at that address, or a center of another day.
 */
export async function openServedCity(options: ServedCityOptions): Promise<Result<ServedCity, CityProblem>> {
  const { url, authority, signKey, dataFolder, clock, schedule = systemSchedule } = options;
  const made = makeDataFolder(dataFolder);
  if (!made.ok) return made;
  const connection = httpCarrier({ url, schedule, deadline: limits.center, ...(authority && { authority }) });
  const carrier = signKey === undefined ? connection : signedCarrier(connection, signKey);
  const health = await connection.health();
  const own = dateOfTimestamp(clock.now());
  const problem = health.ok ? anotherDay(health.value, own) : anotherProgram(health.error, url);
  if (problem) {
    connection.close();
    return failure(problem);
  }
  const foundedOn = health.ok ? dateOf(health.value.founded) : own;
  const cards = options.cards(foundedOn);
  const line = health.ok ? 'up' : 'down';
  return ok({
    foundedOn,
    unreached: health.ok ? undefined : unreachable(url, health.error.cause),
    cards,
    openWindow: (window) => openWindow({ dataFolder, clock, schedule, cards, carrier, line }, window),
    close: () => connection.close(),
  });
}
