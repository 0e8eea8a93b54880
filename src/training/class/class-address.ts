// Where a class is, as the instructor prints it and a trainee types it: http://HOST:PORT/CODE. The code keeps strangers out.

import { failure, ok, type Result } from '../../domain/result.ts';

export interface ClassAddress {
  readonly host: string;
  readonly port: number;
  readonly code: string;
}

/** Paths below the code's host. */
export const paths = {
  commands: (id: string) => `/counters/${id}/commands`,
  report: (id: string) => `/counters/${id}/report`,
} as const;

/** Nobody mistakes one of these for another when it is read out. */
export const codeLetters = 'abcdefghjkmnpqrstuvwxyz23456789';
export const codeLength = 8;

/** A trainee's name stands in a header and in a table. */
export const longestName = 40;

export function addressText({ host, port, code }: ClassAddress): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/${code}`;
}

/** Errors: what was expected. */
export function parseClassAddress(text: string): Result<ClassAddress, string> {
  const expected = 'the address that the instructor shows, as in http://192.168.1.5:8711/k7qm3fp2';
  const url = URL.parse(text);
  const code = url?.pathname.slice(1).toLowerCase() ?? '';
  const isCode = code.length === codeLength && [...code].every((letter) => codeLetters.includes(letter));
  if (url?.protocol !== 'http:' || !isCode) return failure(expected);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return ok({ host, port: url.port === '' ? 80 : Number(url.port), code });
}
