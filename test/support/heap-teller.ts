// Loaded into a program before it starts (node --import): at SIGUSR2 it collects all garbage and writes one line to standard
// output, {"heapUsed": bytes}. What is left then is what the program holds on to.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

process.on('SIGUSR2', () => {
  collect();
  collect();
  process.stdout.write(`${JSON.stringify({ heapUsed: process.memoryUsage().heapUsed })}\n`);
});
