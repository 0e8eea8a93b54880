// Reader URLs: `mock:`, `mock:CARD`, `ccid:PATH[?baud=N]`, `ccid+tcp:HOST:PORT`. Pure.

import type { ReaderError, Result } from './reader.ts';
import { done, failed } from './reader-error.ts';

export type ReaderUrl =
  | { readonly scheme: 'mock'; readonly card: string | undefined }
  | { readonly scheme: 'ccid'; readonly path: string; readonly baud: number }
  | { readonly scheme: 'ccid+tcp'; readonly host: string; readonly port: number };

/** The speed of the GemPC Twin. */
const DEFAULT_BAUD = 115_200;

const supported = 'supported are mock:, mock:CARD, ccid:PATH[?baud=N] and ccid+tcp:HOST:PORT';

/** The URL in parts, or the error unsupported-url, which names what is supported. */
export function parseReaderUrl(url: string): Result<ReaderUrl, ReaderError> {
  const unsupported = (why: string) => failed('unsupported-url', `reader URL "${url}": ${why}; ${supported}`);
  const colon = url.indexOf(':');
  if (colon < 0) return unsupported('it has no scheme');
  const scheme = url.slice(0, colon);
  const rest = url.slice(colon + 1);
  switch (scheme) {
    case 'mock':
      return done({ scheme, card: rest === '' ? undefined : rest });
    case 'ccid': {
      const [path = '', query] = rest.split('?', 2);
      if (path === '') return unsupported('the path of the port is missing');
      const baud = query === undefined ? String(DEFAULT_BAUD) : /^baud=(\d+)$/.exec(query)?.[1];
      if (baud === undefined || Number(baud) < 300 || Number(baud) > 4_000_000)
        return unsupported('after ? only baud=300 … 4000000 may stand');
      return done({ scheme, path, baud: Number(baud) });
    }
    case 'ccid+tcp': {
      const parts = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(rest);
      const port = Number(parts?.[3]);
      if (!parts || port < 1 || port > 65_535) return unsupported('HOST:PORT is missing or wrong');
      return done({ scheme, host: parts[1] ?? parts[2] ?? '', port });
    }
    case 'gwi':
    case 'sam':
    case 'pcsc':
      return unsupported(`there is no driver for ${scheme}: yet`);
    default:
      return unsupported(`the scheme ${scheme}: is unknown`);
  }
}
