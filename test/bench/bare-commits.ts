// Durable SQLite commits of one row each, with the pragmas of the center's file, in a process of their own. Run as a program:
// node bare-commits.ts FILE COUNT; writes how many it did a second.

import { immediately, openDatabase } from '../../src/center/store/database.ts';

const [file = '', count = '0'] = process.argv.slice(2);
const opened = openDatabase(file);
if (!opened.ok) throw new Error(opened.error.cause.en);
const database = opened.value;
database.exec('DELETE FROM illness');
const insert = database.prepare("INSERT INTO illness VALUES (?, 'x')");
const begun = performance.now();
for (let row = 0; row < Number(count); row += 1) immediately(database, () => insert.run(String(row)));
process.stdout.write(String(Number(count) / ((performance.now() - begun) / 1000)));
database.close();
