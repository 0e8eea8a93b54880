// Loads a rule pack from its folder: reads the files, checks their shape, compiles them. The one place that touches disk.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';
import type { z } from 'zod';
import { failure, ok, type Result } from '../domain/result.ts';
import { compilePack, type Subject } from './compile-pack.ts';
import type { Pack } from './pack.ts';
import { PackFile, type PackProblem } from './pack-places.ts';
import { type HeadData, headSchema, packExpectations, subjectSchema } from './pack-schema.ts';
import { complaints, type PositionedYaml, readPositioned } from './positioned-yaml.ts';
import { rulesFolder } from './rules-folder.ts';

export type { PackProblem } from './pack-places.ts';

const HEAD = 'pack.yaml';

function readFile<Schema extends z.ZodType>(
  folder: string,
  name: string,
  schema: Schema,
): Result<{ yaml: PositionedYaml; data: z.infer<Schema> }, PackProblem[]> {
  const shown = `${basename(folder)}/${name}`;
  let text: string;
  try {
    text = readFileSync(join(folder, name), 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const expected = { zh: `可读的文件（${why}）`, en: `a readable file (${why})` };
    return failure([{ kind: 'input', file: shown, line: 1, column: 1, key: '', expected }]);
  }
  const yaml = readPositioned(text, shown);
  if (!yaml.ok) return yaml;
  const checked = schema.safeParse(yaml.value.content, { jitless: true });
  if (!checked.success) return failure(complaints(yaml.value, checked.error.issues, packExpectations));
  return ok({ yaml: yaml.value, data: checked.data });
}

/** What a pack's head says of itself and of its files, against the folder: none may be left out, named twice, or lie elsewhere. */
function misplaced(folder: string, { yaml, data }: { readonly yaml: PositionedYaml; readonly data: HeadData }) {
  const problems: PackProblem[] = [];
  const head = new PackFile(yaml, new Map(), problems);
  const own = basename(folder);
  if (data.pack !== own)
    head.complain(['pack'], { zh: `文件夹的名字 ${own}`, en: `the name of its folder, ${own}` }, data.pack);
  for (const [index, file] of data.files.entries()) {
    if (basename(file) !== file || file === HEAD)
      head.complain(['files', index], { zh: '本文件夹中的另一个文件', en: 'another file of this folder' }, file);
    else if (data.files.indexOf(file) !== index)
      head.complain(['files', index], { zh: '每个文件只列一次', en: 'each file only once' }, file);
  }
  for (const file of readdirSync(folder).sort()) {
    if (/\.ya?ml$/.test(file) && file !== HEAD && !data.files.includes(file))
      head.complain(['files'], { zh: '文件夹中的每个规则文件', en: 'every rule file of the folder' }, file);
  }
  return problems;
}

/** The names of the packs in a folder of packs. */
export function packNames(folder = rulesFolder()): string[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, HEAD)))
    .sort();
}

/**
 * Loads and compiles a pack. `pack`: its name in rules/, or a folder; either may carry readings other
 * than the defaults behind plus signs (`NAME+VARIANT`). Every problem found is answered, each with its place.
 */
export function loadPack(pack: string): Result<Pack, PackProblem[]> {
  const [name = '', ...variants] = pack.split('+');
  const folder = isAbsolute(name) || name.startsWith('.') ? name : join(rulesFolder(), name);
  const head = readFile(folder, HEAD, headSchema);
  if (!head.ok) return head;
  const subjects: Subject[] = [];
  const problems = misplaced(resolve(folder), head.value);
  for (const file of new Set(head.value.data.files)) {
    if (basename(file) !== file) continue;
    const subject = readFile(folder, file, subjectSchema);
    if (subject.ok) subjects.push(subject.value);
    else problems.push(...subject.error);
  }
  return problems.length > 0 ? failure(problems) : compilePack(head.value, subjects, variants);
}
