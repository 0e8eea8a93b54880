// `npm run generate`: writes what is generated from the rules and their formats, and is kept in the repository: the JSON Schemas
// under rules/schema/ and of scenarios, the pages under docs/rules/ and docs/prompts/ (its pictures are taken while the scenarios
// run) and the center's API document. With --check it writes nothing, names what is stale, and exits 1.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { centerDocument } from '../src/cli/center-document.ts';
import { promptPages } from '../src/cli/prompt-pages.ts';
import { publishedPages } from '../src/cli/rules-pages.ts';
import { publishedSchemas } from '../src/cli/rules-schema.ts';
import { scenarioSchema } from '../src/cli/scenario-schema.ts';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const checking = process.argv.includes('--check');

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

let stale = 0;
for (const [folder, files, others] of [
  ['rules/schema', publishedSchemas()],
  ['docs/rules', publishedPages()],
  ['docs/api', new Map([['openapi.json', centerDocument()]])],
  ['docs/prompts', await promptPages()],
  // Beside it lie files that people write.
  ['fixtures/scenarios', new Map([['scenario.schema.json', scenarioSchema()]]), 'keeps others'],
] as const) {
  const left = others ? [] : namesIn(join(top, folder)).filter((name) => !files.has(name));
  const changed = [...files].filter(([name, text]) => textOf(join(top, folder, name)) !== text);
  for (const name of [...left, ...changed.map(([changedName]) => changedName)]) {
    stale += 1;
    process.stdout.write(`${checking ? 'stale' : 'written'}: ${folder}/${name}\n`);
  }
  if (!checking) {
    mkdirSync(join(top, folder), { recursive: true });
    for (const name of left) rmSync(join(top, folder, name));
    for (const [name, text] of changed) writeFileSync(join(top, folder, name), text);
  }
}
if (checking && stale > 0) process.stdout.write('run `npm run generate`\n');
process.exit(checking && stale > 0 ? 1 : 0);
