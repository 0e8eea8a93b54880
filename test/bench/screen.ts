// How long a cashier waits: from starting the program to the first usable frame, and from a key to its frame.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { key, openTerminal } from '../support/terminal.ts';
import type { Figure } from './main.ts';
import { median } from './median.ts';

const starts = 7;
const presses = 40;

function bareNode(): number {
  const from = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - from;
}

async function firstFrame(data: string): Promise<number> {
  const from = performance.now();
  const terminal = openTerminal(['counter', '--data', data]);
  await terminal.see('Ctrl+R');
  const took = performance.now() - from;
  terminal.kill();
  await terminal.exited;
  return took;
}

/** The tray's filter field: each key changes one character of the screen. */
async function keyToFrame(data: string): Promise<number[]> {
  const terminal = openTerminal(['counter', '--data', data]);
  await terminal.see('Ctrl+R');
  terminal.press(key.ctrl('r'));
  const empty = '查找: (';
  await terminal.see(empty);
  const took: number[] = [];
  for (let at = 0; at < presses; at += 1) {
    const typing = at % 2 === 0;
    const from = performance.now();
    terminal.press(typing ? 'w' : '\x7f');
    await terminal.see(typing ? '查找: w' : empty);
    took.push(performance.now() - from);
  }
  terminal.kill();
  await terminal.exited;
  return took;
}

export async function benchScreen(): Promise<Figure[]> {
  const data = mkdtempSync(join(tmpdir(), 'yibao-pos-bench-'));
  try {
    // The first start founds the city; it is not what a cashier waits for each morning.
    await firstFrame(data);
    const node: number[] = [];
    const frame: number[] = [];
    for (let at = 0; at < starts; at += 1) {
      node.push(bareNode());
      frame.push(await firstFrame(data));
    }
    const toFrame = await keyToFrame(data);
    const bare = median(node);
    return [
      {
        name: 'first usable frame of the counter / bare `node -e 0`',
        ratio: median(frame) / bare,
        detail: `median ${median(frame).toFixed(0)} ms / ${bare.toFixed(0)} ms, ${starts} starts each in turn`,
      },
      {
        name: 'keypress to frame / bare `node -e 0`',
        ratio: median(toFrame) / bare,
        detail: `median ${median(toFrame).toFixed(1)} ms / ${bare.toFixed(0)} ms, ${presses} keys`,
      },
    ];
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}
