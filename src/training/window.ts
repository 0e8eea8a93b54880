// One register window put together: readers, the hospital's journal, the line to a center wherever that is, and the desk
// over them. It only assembles; each part decides for itself.

import {
  type OpenedIdReader,
  type OpenedReader,
  openCodeScanner,
  openIdReader,
  openReader,
  type VirtualCardData,
} from '../../drivers/open.ts';
import type { CodeScanner, ReaderError } from '../../drivers/reader.ts';
import { type Clock, dateOfTimestamp } from '../domain/date.ts';
import { describeFixtureProblem } from '../domain/fixture-table.ts';
import type { Text } from '../domain/language.ts';
import type { Transport } from '../domain/protocol/envelope.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import type { LineState } from '../hospital/center-client.ts';
import { createCarriedLine, type Line } from '../hospital/center-line.ts';
import { createDesk } from '../hospital/create-desk.ts';
import type { Desk, DeskPlace, Station } from '../hospital/desk.ts';
import { type HospitalData, loadHospital, loadHospitals, placeAt } from '../hospital/hospital-fixtures.ts';
import { createLookup } from '../hospital/lookup.ts';
import { createOperators, type Operators } from '../hospital/operators/operators.ts';
import type { Schedule } from '../hospital/schedule.ts';
import type { Use } from '../hospital/store/file-use.ts';
import { type HospitalStore, openStore } from '../hospital/store/open-store.ts';
import { backUp, dataNames } from './backup.ts';
import { patientsBeside } from './patients-beside.ts';

/** Why a city or a window could not be opened. `input`: what was asked for does not exist. */
export type CityProblem =
  | { readonly kind: 'input' | 'data' | 'unreachable'; readonly cause: Text; readonly remedy: Text }
  | { readonly kind: 'reader'; readonly error: ReaderError };

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
  /** One person plays everybody. Absent: so it is, in the back office or a city of its own, where no file is asked what it is for. */
  readonly practice?: boolean;
  /** Nobody works here before they have signed in. */
  readonly signIn?: 'demanded';
}

/** One register window, open. */
export interface Window {
  readonly data: HospitalData;
  readonly desk: Desk;
  readonly opened: OpenedReader;
  readonly idReader: OpenedIdReader | undefined;
  readonly line: Line;
  readonly store: HospitalStore;
  readonly operators: Operators;
  /** Takes back what is open, then lets go of line, store and reader. */
  close(): Promise<void>;
}

/** Where a window stands and what it is connected to. */
export interface WindowPlace {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly cards: ReadonlyMap<string, VirtualCardData>;
  /** What carries messages to the center. */
  readonly carrier: Transport;
  /** What is known of the line before the first message. */
  readonly line?: LineState;
}

/** How long the screen says a wait may take, and when the line gives a message up (milliseconds). */
export const limits = { card: 5_000, center: 8_000 };

/** Places in files and messages of the system read alike in every language. */
export function same(text: string): Text {
  return { zh: text, en: text };
}

export const seeRemedy: Text = { zh: '请按所列位置修改后重试', en: 'mend what is named there and try again' };

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
export function hospitalData(wanted: string): Result<HospitalData, CityProblem> {
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

/** Patients are not practised on, and what was practised is none of theirs. */
function usedOtherwise(file: string, usedFor: Use): CityProblem {
  return usedFor === 'service'
    ? {
        kind: 'input',
        cause: {
          zh: `${file} 是正式业务的账，该文件夹不能用来练习`,
          en: `${file} has the books of patients: its folder is not practised in`,
        },
        remedy: {
          zh: '办正式业务请加 --no-practice；练习请用 --data 另一个文件夹，不加 --center',
          en: 'serve patients with --no-practice; practise in another folder (--data), without --center',
        },
      }
    : {
        kind: 'input',
        cause: {
          zh: `${file} 里有练习的就诊，不能用于正式业务`,
          en: `${file} has visits that were practised: patients are not served with it`,
        },
        remedy: {
          zh: '办正式业务请用 --data 另一个文件夹；继续练习不加 --no-practice',
          en: 'serve patients in another folder (--data); practise on without --no-practice',
        },
      };
}

/** Why the file is not opened for practice, or for service; otherwise it now is. */
function whyUnfit(
  { use, path }: HospitalStore,
  practice: boolean,
  { dataFolder, code, clock }: { readonly dataFolder: string; readonly code: string; readonly clock: Clock },
): CityProblem | undefined {
  const beside = practice ? patientsBeside(dataFolder, code) : undefined;
  if (beside !== undefined) return usedOtherwise(beside, 'service');
  const usedFor = use.open(practice ? 'practice' : 'service', clock.now());
  return usedFor && usedOtherwise(path, usedFor);
}

/** The hospital's file, and the embedded center's where there is one. */
function ownFiles(dataFolder: string, code: string): readonly string[] {
  return dataNames(dataFolder).filter((name) => name === 'center' || name === `hospital-${code}`);
}

/** Opens a window of a hospital; what it finds in flight there is reconciled at once. */
export async function openWindow(
  { dataFolder, clock, schedule, cards, carrier, line: lineBefore }: WindowPlace,
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
  const { use } = store.value;
  const { practice = true } = wanted;
  const unfit =
    wanted.practice === undefined ? undefined : whyUnfit(store.value, practice, { dataFolder, code, clock });
  if (unfit) {
    store.value.close(clock.now());
    await closeDevices(devices.value);
    return failure(unfit);
  }
  const operators = createOperators({
    roster: data.value.roster,
    store: store.value.operators,
    clock,
    practice,
    use,
  });
  const line = createCarriedLine({ carrier, schedule, deadline: limits.center });
  const desk = createDesk({
    place: place.value,
    area,
    reader: opened,
    ...(idReader && { idReader: idReader.reader }),
    ...(scanner && { scanner }),
    transport: line.transport,
    ...(lineBefore && { line: lineBefore }),
    store: store.value,
    operators,
    clock,
    schedule,
    lookup: createLookup(data.value),
    limits,
    backUp: (tell) =>
      backUp({ dataFolder, names: ownFiles(dataFolder, code), day: dateOfTimestamp(clock.now()) }, tell),
    ...(wanted.station === undefined ? {} : { station: wanted.station }),
    ...(wanted.signIn === undefined ? {} : { signIn: wanted.signIn }),
  });
  const close = async () => {
    await desk.close();
    store.value.close(clock.now());
    await closeDevices(devices.value);
  };
  return ok({ data: data.value, desk, opened, idReader, line, store: store.value, operators, close });
}
