// drivers/ by itself, as another project gets it: the subpath export, its declarations, and the example of its README.

import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { top } from '../support/paths.ts';
import { temporaryFolder } from '../support/program.ts';

const run = promisify(execFile);
const readme = readFileSync(join(top, 'drivers', 'README.md'), 'utf8');
const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';

/** A project elsewhere that has this package. */
function consumer(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(top, join(folder, 'node_modules', 'yibao-pos'));
  symlinkSync(join(top, 'node_modules', '@types'), join(folder, 'node_modules', '@types'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'example.ts'), example);
  return folder;
}

beforeAll(() => run(process.execPath, [join(top, 'bin', 'set-up.js')], { cwd: top }));

describe('yibao-pos/drivers', () => {
  it('the example is about 20 lines, and prints what the README says', async () => {
    expect(example.trim().split('\n').length).toBeLessThanOrEqual(20);
    const { stdout } = await run(process.execPath, ['example.ts'], { cwd: consumer() });
    expect(stdout).toBe('张三\naccepted\n10\n');
    expect(readme).toContain('It prints `张三`, `accepted`, `10`.');
  });
  it('the example compiles under strict TypeScript, with the declarations of the package', async () => {
    const compiler = join(top, 'node_modules', 'typescript', 'bin', 'tsc');
    const options = ['--noEmit', '--strict', '--target', 'es2024', '--module', 'nodenext', '--types', 'node'];
    const folder = consumer();
    await run(process.execPath, [compiler, ...options, 'example.ts'], { cwd: folder });
    writeFileSync(join(folder, 'example.ts'), example.replace('card.read(reader)', 'card.read(42)'));
    await expect(run(process.execPath, [compiler, ...options, 'example.ts'], { cwd: folder })).rejects.toThrow();
  });
});
