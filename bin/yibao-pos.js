#!/usr/bin/env node
// The launcher: finds a Node that is new enough and loads the bundle. No work of the program's own is done here.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [22, 12];
const here = dirname(fileURLToPath(import.meta.url));

function isNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** The Node that the optional package `node` brought along, or undefined where it was not installed. */
function broughtNode() {
  try {
    const manifest = nodeModule.createRequire(import.meta.url).resolve('node/package.json');
    const path = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

function runUnder(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

if (isNewEnough()) {
  // Not there before Node 22.8, which is why it cannot be imported by name.
  nodeModule.enableCompileCache?.();
  const bundle = join(here, '..', 'dist', 'yibao-pos.js');
  if (!existsSync(bundle)) await import('./set-up.js');
  await import('../dist/yibao-pos.js');
} else {
  const node = broughtNode();
  if (node) runUnder(node);
  else {
    process.stderr.write(
      `yibao-pos needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}, and the optional package "node" is not installed.\n` +
        `需要 Node ${OLDEST_NODE.join('.')} 或更新的版本；当前为 ${process.versions.node}。\n`,
    );
    process.exit(1);
  }
}
