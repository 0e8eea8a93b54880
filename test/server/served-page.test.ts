// The curl example of docs/served-center.md works as it stands.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { top } from '../support/paths.ts';
import { serve } from './served.ts';

test('the curl example of the page signs in', async () => {
  const page = readFileSync(join(top, 'docs', 'served-center.md'), 'utf8');
  const [, example = ''] = /```sh\n(curl .*?)```/s.exec(page) ?? [];
  const { url } = await serve();
  const { stdout } = await promisify(execFile)('sh', ['-c', example.replace('http://127.0.0.1:8710', url)]);
  expect(JSON.parse(stdout)).toMatchObject({ infcode: 0, output: { signinoutb: { sign_time: expect.any(String) } } });
});
