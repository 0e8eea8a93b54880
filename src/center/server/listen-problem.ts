// Why the center could not be served where it was asked to be: a value with a cause and a remedy.

import type { Text } from '../../domain/language.ts';

export interface ListenProblem {
  readonly cause: Text;
  readonly remedy: Text;
}

const anotherPort: Text = {
  zh: '请用 --port 指定另一个端口（0 为任选）',
  en: 'name another port with --port (0 picks one)',
};
const anotherHost: Text = { zh: '请检查 --host', en: 'check --host' };

/** Reads what the operating system said; undefined where it is none of the ways in which listening fails. */
export function listenProblem(code: string | undefined, host: string, port: number): ListenProblem | undefined {
  const at = `${host}:${port}`;
  switch (code) {
    case 'EADDRINUSE':
      return { cause: { zh: `${at} 已被占用`, en: `${at} is taken` }, remedy: anotherPort };
    case 'EACCES':
      return { cause: { zh: `无权使用 ${at}`, en: `no permission to listen at ${at}` }, remedy: anotherPort };
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return { cause: { zh: `本机没有地址 ${host}`, en: `this machine has no address ${host}` }, remedy: anotherHost };
    default:
      return undefined;
  }
}
