// The package as others get it: packed, installed into an empty folder elsewhere, used from there.

import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { version } from '../../package.json';
import { top } from '../support/paths.ts';
import { temporaryFolder } from '../support/program.ts';

const run = promisify(execFile);

/** npm as this test was started by it, or the one on the path. */
async function npm(args: readonly string[], cwd: string): Promise<string> {
  const script = process.env.npm_execpath;
  const [command, first] = script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []];
  const { stdout } = await run(command, [...first, ...args], { cwd, maxBuffer: 1 << 26 });
  return stdout;
}

test('npm pack, installed into an empty folder: --version, prompts, settle and run work there', {
  timeout: 300_000,
}, async () => {
  const away = temporaryFolder();
  const packed = JSON.parse(
    await npm(['pack', '--json', '--ignore-scripts', '--pack-destination', away], top),
  ) as unknown;
  expect(packed).toBeTruthy();
  const tarball = readdirSync(away).find((name) => name.endsWith('.tgz'));
  writeFileSync(join(away, 'package.json'), '{ "name": "elsewhere", "private": true }');
  await npm(['install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`], away);

  const installed = join(away, 'node_modules', 'yibao-pos');
  const bin = join(away, 'node_modules', '.bin', 'yibao-pos');
  const pos = (...args: string[]) => run(bin, args, { cwd: away });

  expect((await pos('--version')).stdout.trim()).toBe(version);
  expect((await pos('prompts', 'month-unpaid')).stdout).toContain('未缴费，请用现金结算');
  const played = await pos('run', join(installed, 'fixtures', 'scenarios', 'ordinary-visit.yaml'), '--json');
  expect(JSON.parse(played.stdout)).toMatchObject({ holds: true });

  // The drivers by themselves (drivers/README.md).
  const ask =
    "import('yibao-pos/drivers').then(({ faults, openReader }) => console.log(faults.length > 20, typeof openReader))";
  expect((await run(process.execPath, ['-e', ask], { cwd: away })).stdout).toContain('true function');

  const bill = join(away, 'bill.yaml');
  writeFileSync(
    bill,
    `pack: tianjin-2011
date: 2011-08-10
person: { scheme: employee, birth: 1946-03-01, status: retired, veteranWorker: false, modelWorker: false, civilServant: none }
hospital: { level: 2 }
visit: outpatient
ledger: { inScope: "1200.00", deductible: "700.00", fund: "325.00", supplement: "0.00" }
account: "150.00"
lines:
  - { name: 阿莫西林胶囊, class: B, price: "12.60", quantity: "2", ceiling: "10.00", selfPayRatio: "0.05" }
`,
  );
  const settled = JSON.parse((await pos('settle', bill, '--json')).stdout) as Record<string, string>;
  expect(settled).toMatchObject({
    medfee_sumamt: '25.20',
    overlmt_selfpay: '5.20',
    preselfpay_amt: '1.00',
    inscp_scp_amt: '19.00',
    hifob_pay: '12.35',
    acct_pay: '7.65',
    psn_cash_pay: '5.20',
  });
});
