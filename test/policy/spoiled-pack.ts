// Packs that are not in order: a copy of a real one with one piece changed, and what the loader says of it.

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPack } from '../../src/policy/load-pack.ts';
import { problemText } from '../../src/policy/positioned-yaml.ts';
import { rulesFolder } from '../../src/policy/rules-folder.ts';
import { temporaryFolder } from '../support/program.ts';

/** A copy of a pack with one piece of one file replaced. */
export function spoiled(file: string, piece: string | RegExp, by: string, name = 'tianjin-2011'): string {
  const folder = join(temporaryFolder(), name);
  cpSync(join(rulesFolder(), name), folder, { recursive: true });
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(piece, by);
  if (after === before) throw new Error(`${piece} is not in ${file}`);
  writeFileSync(path, after);
  return folder;
}

/** The complaints of loading it, in English; none if it is in order. */
export function complaintsOf(folder: string): string[] {
  const pack = loadPack(folder);
  return pack.ok ? [] : pack.error.map((problem) => problemText(problem, 'en'));
}
