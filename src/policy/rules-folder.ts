// Finds rules/ at run time, whether this runs from src/ or from the bundle in dist/. It reads no rule.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE_NAME = 'yibao-pos';

function isPackageOfThisProgram(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null && 'name' in manifest && manifest.name === PACKAGE_NAME;
  } catch {
    return false;
  }
}

/** The folder of the rule packs that came with the program. Throws where the installation is broken. */
export function rulesFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!isPackageOfThisProgram(folder)) {
    const above = dirname(folder);
    if (above === folder) throw new Error(`no package.json of ${PACKAGE_NAME} above ${fileURLToPath(import.meta.url)}`);
    folder = above;
  }
  return join(folder, 'rules');
}
