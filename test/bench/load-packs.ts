// A process of its own that has loaded nothing yet: how many milliseconds of its thread it takes to read, check and compile every
// pack, whatever else the machine is doing.

import { loadPack, packNames } from '../../src/policy/load-pack.ts';

const before = process.threadCpuUsage();
for (const name of packNames()) if (!loadPack(name).ok) throw new Error(name);
const { user, system } = process.threadCpuUsage(before);
process.stdout.write(`${(user + system) / 1000}\n`);
