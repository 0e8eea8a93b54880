// That no PIN is left behind: whatever people typed in a run is looked for in every byte of every file of it, and in every
// cell of its databases. People of a campaign have PINs that nothing else can be, so that chance has no part in it.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/**
 * What people have on their cards, and what they mistype. No amount begins with 0, no time has a 76th minute, and two are few
 * enough for no fragment of a hash to be one of them. They begin alike, so that one search finds both.
 */
export const pins = { right: '097614', wrong: '097612' } as const;

const encodings = ['latin1', 'utf16le'] as const;
/** Digits as the bytes that they would be: found a byte at a time, which is several times as quick as letter by letter. */
const bytesOf = (digits: string, encoding: BufferEncoding) => Buffer.from(digits, encoding);
/** A hash, or what an overflow page has of one. */
const hash = /[0-9a-f]{32,}/gi;

/** Whether a text has the PIN as such: not in the middle of a longer number. */
function says(text: string, pin: string): boolean {
  return text.includes(pin) && new RegExp(`(?<!\\d)${pin}(?!\\d)`).test(text.replace(hash, ' '));
}

/** A PIN on its own among bytes: where it is a piece of a hash, hexadecimal digits go on at one of its sides. */
function liesIn(bytes: Buffer, pin: string): boolean {
  const alone = new RegExp(`(?<![0-9a-f])${pin}(?![0-9a-f])`, 'i');
  return encodings.some((encoding) => bytes.includes(bytesOf(pin, encoding)) && alone.test(bytes.toString(encoding)));
}

/** How all of them begin: where that is nowhere, none of them is. */
function beginningOf(typed: ReadonlySet<string>): string {
  const [first = '', ...others] = typed;
  const differs = [...first].findIndex((digit, place) => others.some((other) => other[place] !== digit));
  return differs < 0 ? first : first.slice(0, differs);
}

/** The cells of a database that have the digits in them, in whatever sense: SQLite looks, as most have nothing like it. */
function cellsWith(database: Sqlite.Database, digits: string): readonly string[] {
  const tables = database.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  const columns = database.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck();
  return tables.flatMap((table) => {
    const names = columns.all(table).map((name) => `"${name}"`);
    const has = names.map((name) => `instr(${name}, @digits)`).join(' OR ');
    const rows = database.prepare<[{ digits: string }], unknown[]>(`SELECT * FROM "${table}" WHERE ${has}`).raw();
    return rows.all({ digits }).flat().map(String);
  });
}

function pinsInCells(file: string, typed: ReadonlySet<string>): readonly string[] {
  const database = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    const cells = cellsWith(database, beginningOf(typed));
    return [...typed].filter((pin) => cells.some((cell) => says(cell, pin)));
  } finally {
    database.close();
  }
}

function pinsInBytes(bytes: Buffer, typed: ReadonlySet<string>): readonly string[] {
  const beginning = beginningOf(typed);
  if (!encodings.some((encoding) => bytes.includes(bytesOf(beginning, encoding)))) return [];
  return [...typed].filter((pin) => liesIn(bytes, pin));
}

/** Where in a run's folder a typed PIN lies; empty: nowhere. */
export function pinsLeftIn(folder: string, typed: ReadonlySet<string>): readonly string[] {
  if (typed.size === 0) return [];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap(({ name, parentPath }) => {
    const path = join(parentPath, name);
    const inCells = name.endsWith('.db') ? pinsInCells(path, typed) : [];
    const left = new Set([...inCells, ...pinsInBytes(readFileSync(path), typed)]);
    return [...left].map((pin) => `a PIN that was typed (${pin}) is in ${name}`);
  });
}
