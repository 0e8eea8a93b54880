// A whole city put together in one process: the center, and any number of hospital windows with their readers and lines.
// The counter, the scenarios and the back office all begin here. It only assembles; each part decides for itself.

import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  type OpenedIdReader,
  type OpenedReader,
  openCodeScanner,
  openIdReader,
  openReader,
  type VirtualCardData,
} from '../../drivers/open.ts';
import type { CodeScanner, ReaderError } from '../../drivers/reader.ts';
import { type EmbeddedCenter, openCenter } from '../center/center.ts';
import { loadCitySeed } from '../center/city-fixtures.ts';
import type { CalendarDate, Clock } from '../domain/date.ts';
import { describeFixtureProblem } from '../domain/fixture-table.ts';
import type { Text } from '../domain/language.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import { createLine, type Line } from '../hospital/center-line.ts';
import { createDesk } from '../hospital/create-desk.ts';
import type { Desk, DeskPlace, Station } from '../hospital/desk.ts';
import { type HospitalData, loadHospital, loadHospitals, placeAt } from '../hospital/hospital-fixtures.ts';
import { createLookup } from '../hospital/lookup.ts';
import { type Schedule, systemSchedule } from '../hospital/schedule.ts';
import { type HospitalStore, openStore } from '../hospital/store/open-store.ts';
import { loadPack } from '../policy/load-pack.ts';
import type { Pack } from '../policy/pack.ts';

/** Why a city or a window could not be opened. `input`: what was asked for does not exist. */
export type CityProblem =
  | { readonly kind: 'input' | 'data'; readonly cause: Text; readonly remedy: Text }
  | { readonly kind: 'reader'; readonly error: ReaderError };

export interface CityOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly schedule?: Schedule;
  /** The rule pack that the center settles by. */
  readonly pack: string;
  /** The cards of the mock reader, as on the founding day. */
  readonly cards: (foundedOn: CalendarDate) => ReadonlyMap<string, VirtualCardData>;
}

export interface WindowOptions {
  /** 12-character code or 4-digit number. */
  readonly hospital: string;
  /** Absent: the hospital's first window. */
  readonly window?: number;
  readonly readerUrl: string;
  /** A reader of identity cards beside it. */
  readonly idReaderUrl?: string;
  /** A scanner of codes on a line of its own. */
  readonly scannerUrl?: string;
  readonly station?: Station;
}

/** One register window, open. */
export interface Window {
  readonly data: HospitalData;
  readonly desk: Desk;
  readonly opened: OpenedReader;
  readonly idReader: OpenedIdReader | undefined;
  readonly line: Line;
  readonly store: HospitalStore;
  /** Takes back what is open, then lets go of line, store and reader. */
  close(): Promise<void>;
}

export interface City {
  readonly center: EmbeddedCenter;
  readonly cards: ReadonlyMap<string, VirtualCardData>;
  openWindow(options: WindowOptions): Promise<Result<Window, CityProblem>>;
  /** Reads the rules now, which the first message to the center would do otherwise. */
  warmUp(): Result<void, CityProblem>;
  close(): void;
}

/** How long the screen says a wait may take, and when the line gives a message up (milliseconds). */
const limits = { card: 5_000, center: 8_000 };

/** Places in files and messages of the system read alike in every language. */
function same(text: string): Text {
  return { zh: text, en: text };
}

const seeRemedy: Text = { zh: '请按所列位置修改后重试', en: 'mend what is named there and try again' };

/** The pack, read when it is first needed: the screen need not wait for it. */
function lazyPack(name: string): () => Result<Pack, CityProblem> {
  let read: Result<Pack, CityProblem> | undefined;
  return () => {
    read ??= readPack(name);
    return read;
  };
}

/** For the center, which is not asked before the pack was found sound (openCity, warmUp). */
function soundPack(read: Result<Pack, CityProblem>): Pack {
  if (read.ok) return read.value;
  throw new Error(read.error.kind === 'reader' ? read.error.error.cause : read.error.cause.en);
}

function readPack(name: string): Result<Pack, CityProblem> {
  const pack = loadPack(name);
  if (pack.ok) return pack;
  const places = pack.error.map((problem) => `${problem.file}:${problem.line}:${problem.column}: ${problem.key}`);
  return failure({ kind: 'data', cause: same(places.join('\n')), remedy: seeRemedy });
}

/** Makes a folder and those above it, each for its owner only. (Node's own recursive mkdir never ends below /proc.) */
function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let above = resolve(folder); !existsSync(above); above = dirname(above)) missing.unshift(above);
  for (const each of missing) mkdirSync(each, { mode: 0o700 });
}

/** Opens the city in a data folder, founding it on the clock's date where the folder is new. */
export function openCity(options: CityOptions): Result<City, CityProblem> {
  const { dataFolder, clock, schedule = systemSchedule } = options;
  const pack = lazyPack(options.pack);
  const file = join(dataFolder, 'center.db');
  // A new city settles the past of its people at once.
  const sound: Result<unknown, CityProblem> = existsSync(file) ? ok(undefined) : pack();
  if (!sound.ok) return sound;
  try {
    makeFolder(dataFolder);
  } catch (error) {
    const cause = same(error instanceof Error ? error.message : String(error));
    return failure({
      kind: 'data',
      cause,
      remedy: { zh: '请用 --data 指定可写的目录', en: 'name a writable folder with --data' },
    });
  }
  const seed = (foundedOn: CalendarDate) => {
    const loaded = loadCitySeed(foundedOn);
    if (loaded.ok) return loaded.value;
    throw new Error(loaded.error.map(describeFixtureProblem).join('\n'));
  };
  const center = openCenter({ file, clock, seed, pack: () => soundPack(pack()) });
  if (!center.ok) return failure({ kind: 'data', cause: center.error.cause, remedy: center.error.remedy });
  const cards = options.cards(center.value.foundedOn);
  return ok({
    center: center.value,
    cards,
    openWindow: (window) => openWindow({ ...options, schedule }, center.value, cards, window),
    warmUp: () => {
      const read = pack();
      return read.ok ? ok(undefined) : read;
    },
    close: () => center.value.close(),
  });
}

/** Everything at the window that people show something to. */
interface Devices {
  readonly opened: OpenedReader;
  readonly idReader: OpenedIdReader | undefined;
  readonly scanner: CodeScanner | undefined;
}

async function closeDevices({ opened, idReader, scanner }: Devices): Promise<void> {
  await Promise.all([opened.reader.close(), idReader?.reader.close(), scanner?.close()]);
}

/** All that are wanted, or none. */
async function openDevices(
  { readerUrl, idReaderUrl, scannerUrl }: WindowOptions,
  cards: ReadonlyMap<string, VirtualCardData>,
): Promise<Result<Devices, ReaderError>> {
  const opened = await openReader(readerUrl, { cards });
  if (!opened.ok) return opened;
  const idReader = idReaderUrl === undefined ? undefined : await openIdReader(idReaderUrl, { cards });
  if (idReader && !idReader.ok) {
    await opened.value.reader.close();
    return idReader;
  }
  const scanner = scannerUrl === undefined ? undefined : await openCodeScanner(scannerUrl);
  if (scanner && !scanner.ok) {
    await Promise.all([opened.value.reader.close(), idReader?.value.reader.close()]);
    return scanner;
  }
  return ok({ opened: opened.value, idReader: idReader?.value, scanner: scanner?.value });
}

/** What a hospital has of its own; one that does not exist is said with those that do. */
function hospitalData(wanted: string): Result<HospitalData, CityProblem> {
  const hospitals = loadHospitals();
  if (hospitals.ok && !hospitals.value.some(({ code, number }) => code === wanted || number === wanted)) {
    const known = hospitals.value.map(({ number, name }) => `${number} ${name}`).join(', ');
    return failure({
      kind: 'input',
      cause: { zh: `没有定点医疗机构 ${wanted}`, en: `there is no designated hospital ${wanted}` },
      remedy: { zh: `请用其中之一：${known}`, en: `use one of ${known}` },
    });
  }
  const data = loadHospital(wanted);
  if (data.ok) return data;
  return failure({ kind: 'data', cause: same(data.error.map(describeFixtureProblem).join('\n')), remedy: seeRemedy });
}

function windowPlace(data: HospitalData, wanted: number | undefined): Result<DeskPlace, CityProblem> {
  const numbers = data.windows.map(({ window }) => window).sort((a, b) => a - b);
  const window = wanted ?? numbers[0] ?? 1;
  const place = placeAt(data, window);
  if (place) return ok(place);
  return failure({
    kind: 'input',
    cause: { zh: `${data.hospital.name}没有 ${window} 号窗口`, en: `${data.hospital.name} has no window ${window}` },
    remedy: { zh: `该院的窗口：${numbers.join('、')}`, en: `its windows: ${numbers.join(', ')}` },
  });
}

async function openWindow(
  { dataFolder, clock, schedule }: CityOptions & { readonly schedule: Schedule },
  center: EmbeddedCenter,
  cards: ReadonlyMap<string, VirtualCardData>,
  wanted: WindowOptions,
): Promise<Result<Window, CityProblem>> {
  const data = hospitalData(wanted.hospital);
  if (!data.ok) return data;
  const place = windowPlace(data.value, wanted.window);
  if (!place.ok) return place;
  const devices = await openDevices(wanted, cards);
  if (!devices.ok) return failure({ kind: 'reader', error: devices.error });
  const { opened, idReader, scanner } = devices.value;
  const { code, area } = data.value.hospital;
  const store = openStore({ folder: dataFolder, hospitalCode: code, window: place.value.window }, clock.now());
  if (!store.ok) {
    await closeDevices(devices.value);
    return failure({ kind: 'data', cause: same(store.error.cause), remedy: store.error.remedy });
  }
  const line = createLine({ handle: (request) => center.handle(request), schedule, deadline: limits.center });
  const desk = createDesk({
    place: place.value,
    area,
    reader: opened,
    ...(idReader && { idReader: idReader.reader }),
    ...(scanner && { scanner }),
    transport: line.transport,
    store: store.value,
    clock,
    schedule,
    lookup: createLookup(data.value),
    limits,
    ...(wanted.station === undefined ? {} : { station: wanted.station }),
  });
  const close = async () => {
    await desk.close();
    store.value.close(clock.now());
    await closeDevices(devices.value);
  };
  return ok({ data: data.value, desk, opened, idReader, line, store: store.value, close });
}
