// Reads a file that a command was given; what cannot be read is wrong usage, told in words.

import { readFileSync } from 'node:fs';
import { inLanguage, type Language, type Text } from '../domain/language.ts';
import { WrongUsage } from './exit.ts';

/** Why a file has no text, by the code of what was thrown. */
const unreadable: Readonly<Record<string, Text>> = {
  ENOENT: { zh: '没有这个文件', en: 'no such file' },
  EISDIR: { zh: '这是文件夹，应为文件', en: 'a folder, expected a file' },
  EACCES: { zh: '没有读取权限', en: 'may not be read by you' },
  ERR_ENCODING_INVALID_ENCODED_DATA: { zh: '不是 UTF-8 文本', en: 'not UTF-8 text' },
};

function whyUnreadable(error: unknown): Text {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const said = error instanceof Error ? error.message : String(error);
  return unreadable[code] ?? { zh: said, en: said };
}

/** The text of a file in UTF-8; another one cannot be read. */
export function readFile(file: string, language: Language): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const cannot = inLanguage({ zh: '读不了', en: 'cannot be read' }, language);
    throw new WrongUsage(`${file}: ${cannot}: ${inLanguage(whyUnreadable(error), language)}`);
  }
}
