// Reader URLs: `mock:`, `mock:CARD`, and a device on a port or a socket: `ccid:PATH[?baud=N]`, `ccid+tcp:HOST:PORT`;
// or `pcsc:[NAME]`, a reader of the operating system. Pure.

import type { ReaderError, Result } from './reader.ts';
import { done, failed } from './reader-error.ts';

/** What can hang on a line, and the speed at which it usually speaks. */
const usualBaud = {
  /** GemPC Twin */
  ccid: 115_200,
  /** As counters set it up; the protocol names none. */
  gwi: 9_600,
  /** SAM_V */
  sam: 115_200,
  scanner: 9_600,
} as const;

export type DeviceKind = keyof typeof usualBaud;

export type LinePlace =
  | { readonly at: 'port'; readonly path: string; readonly baud: number }
  | { readonly at: 'socket'; readonly host: string; readonly port: number };

export type ReaderUrl =
  | { readonly scheme: 'mock'; readonly card: string | undefined }
  /** The name or a part of it; undefined: the first one. */
  | { readonly scheme: 'pcsc'; readonly name: string | undefined }
  | { readonly scheme: DeviceKind; readonly place: LinePlace };

/** The forms that a URL may take, for errors. */
export const supported =
  'supported are mock:, mock:CARD, pcsc:[NAME], ccid:PATH[?baud=N] and ccid+tcp:HOST:PORT, and in place of ccid: gwi, sam (identity cards), scanner (codes)';

function isDeviceKind(text: string): text is DeviceKind {
  return Object.hasOwn(usualBaud, text);
}

/** The URL in parts, or the error unsupported-url, which names what is supported. */
export function parseReaderUrl(url: string): Result<ReaderUrl, ReaderError> {
  const unsupported = (why: string) => failed('unsupported-url', `reader URL "${url}": ${why}; ${supported}`);
  const colon = url.indexOf(':');
  if (colon < 0) return unsupported('it has no scheme');
  const scheme = url.slice(0, colon);
  const rest = url.slice(colon + 1);
  if (scheme === 'mock') return done({ scheme, card: rest === '' ? undefined : rest });
  if (scheme === 'pcsc') return done({ scheme, name: rest === '' ? undefined : rest });
  const [kind = '', carrier] = scheme.split('+', 2);
  if (isDeviceKind(kind) && (carrier === undefined || carrier === 'tcp')) {
    const place = carrier === 'tcp' ? socketOf(rest) : portOf(rest, usualBaud[kind]);
    return typeof place === 'string' ? unsupported(place) : done({ scheme: kind, place });
  }
  return unsupported(`the scheme ${scheme}: is unknown`);
}

/** A port by its path, or what is wrong with it. */
function portOf(rest: string, usual: number): LinePlace | string {
  const [path = '', query] = rest.split('?', 2);
  if (path === '') return 'the path of the port is missing';
  const baud = query === undefined ? String(usual) : /^baud=(\d+)$/.exec(query)?.[1];
  if (baud === undefined || Number(baud) < 300 || Number(baud) > 4_000_000)
    return 'after ? only baud=300 … 4000000 may stand';
  return { at: 'port', path, baud: Number(baud) };
}

/** A socket by HOST:PORT, or what is wrong with it. */
function socketOf(rest: string): LinePlace | string {
  const parts = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(rest);
  const port = Number(parts?.[3]);
  if (!parts || port < 1 || port > 65_535) return 'HOST:PORT is missing or wrong';
  return { at: 'socket', host: parts[1] ?? parts[2] ?? '', port };
}
