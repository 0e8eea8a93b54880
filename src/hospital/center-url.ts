// Where a served center is: the URL that people type, read strictly.

import type { Text } from '../domain/language.ts';
import { failure, ok, type Result } from '../domain/result.ts';

const example = 'http://127.0.0.1:8710';
const expected: Text = {
  zh: `医保中心的地址应为 http 或 https，例如 ${example}`,
  en: `a center's address is http or https, as in ${example}`,
};

/** `http://host:port` or https, with a path where the center stands below one. A name, password, query or # is refused. */
export function parseCenterUrl(text: string): Result<URL, Text> {
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol)) return failure(expected);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return failure(expected);
  return ok(url);
}
