// Messages that came together: one commit, each answered as if it had come alone (3-protocol, What must always hold).

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cityClockIn } from '../../src/center/city-clock.ts';
import { type Exchange, exchangeOver } from '../../src/center/exchange.ts';
import { groupCommitOver } from '../../src/center/group-commit.ts';
import { auditIn } from '../../src/center/store/audit.ts';
import { type Database, openDatabase } from '../../src/center/store/database.ts';
import { storeIn } from '../../src/center/store/store.ts';
import { verifyCenterAudit } from '../../src/center/store/verify-audit.ts';
import { refused } from '../../src/center/transactions/transaction.ts';
import type { Timestamp } from '../../src/domain/date.ts';
import { Counter, fee, openCity, pack, review } from './counter.ts';
import { cityHospital, foundedOn, retiree, tcmHospital, worker } from './small-city.ts';

const parsed = (answers: readonly { readonly answer: string }[]) => answers.map(({ answer }) => JSON.parse(answer));

/** A registration of this person, ready to be sent. */
function registration(counter: Counter, person: typeof worker): string {
  counter.register(person);
  const sent = JSON.parse(counter.lastRequest);
  return JSON.stringify({ ...sent, msgid: counter.nextMsgid() });
}

describe('messages that came together', () => {
  test('are answered in order, each its own', () => {
    const center = openCity();
    const counter = new Counter(center);
    const requests = [registration(counter, worker), 'no message', registration(counter, retiree)];
    const answers = parsed(center.handleTogether(requests));
    expect(answers.map(({ infcode }) => infcode)).toEqual([0, -1, 0]);
    expect(answers[0].output.data.psn_no).toBe(worker.psnNo);
    expect(answers[2].output.data.psn_no).toBe(retiree.psnNo);
  });

  test('the same message twice is done once and answered alike', () => {
    const center = openCity();
    const counter = new Counter(center);
    const { request } = counter.charge(worker, [fee]);
    const again = JSON.stringify({ ...JSON.parse(registration(counter, retiree)) });
    const [first, second, old] = center.handleTogether([again, again, request]);
    expect(first?.fate).toBe('done');
    expect(second).toMatchObject({ fate: 'repeated', answer: first?.answer });
    expect(old?.fate).toBe('repeated');
  });

  test('one number with two bodies: the first counts, the second is refused', () => {
    const center = openCity();
    const counter = new Counter(center);
    const one = JSON.parse(registration(counter, worker));
    const other = { ...one, opter_name: '另一人' };
    const answers = parsed(center.handleTogether([JSON.stringify(one), JSON.stringify(other)]));
    expect(answers.map(({ err_msg }) => err_msg)).toEqual([null, expect.stringMatching(/^msgid: /)]);
  });

  test('two hospitals settle one person: the second meets prompt 3, the deductible is taken once', () => {
    const center = openCity();
    const here = new Counter(center, cityHospital);
    const there = new Counter(center, tcmHospital);
    const requests = [here, there].map((counter) => {
      const mdtrtId = counter.must(counter.register(worker)).data.mdtrt_id;
      const items = [{ item: 'A', price: '600', quantity: '1', amount: '600.00' }];
      counter.must(counter.lines(worker, mdtrtId, `B${mdtrtId}`, items));
      const data = counter.trialData(worker, mdtrtId, `B${mdtrtId}`, '11', '600.00');
      const sums = counter.must(counter.trial(data)).setlinfo;
      const { fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt } = sums;
      const parts = { fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt };
      return JSON.stringify(counter.envelope('2207A', { data: { ...data, ...parts, invono: 'R1' } }));
    });
    const [first, second] = center.handleTogether(requests);
    expect([first?.fate, second?.fate, second?.prompt]).toEqual(['done', 'refused', 'open-reconciliation']);
    expect(center.inspection.ledger(worker.psnNo, 2011, 'outpatient').deductible).toBe(60_000);
    expect(center.inspection.contradictions()).toEqual([]);
  });
});

/** A founded city's file and its parts, as the center puts them together, with something to befall its exchange. */
function centerWith(befall: (exchange: Exchange, database: Database) => Exchange) {
  const folder = mkdtempSync(join(tmpdir(), 'group-commit-'));
  const file = join(folder, 'center.db');
  const founded = openCity({ file });
  const counter = new Counter(founded);
  const requests = [registration(counter, worker), registration(counter, retiree)];
  founded.close();
  const opened = openDatabase(file);
  if (!opened.ok) throw new Error(opened.error.cause.en);
  const database = opened.value;
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });
  const rules = { pack: () => pack, review: () => review };
  const store = storeIn(database);
  const audit = auditIn(database, store.telling);
  const parts = { store, cityClock: cityClockIn(database), ...rules };
  const exchange = exchangeOver({ ...parts, audit, now: () => `${foundedOn} 09:00:00` as Timestamp });
  const handleTogether = groupCommitOver({ database, changes: audit.changes, exchange: befall(exchange, database) });
  const visits = () => database.prepare('SELECT count(*) FROM registration WHERE msgid IS NOT NULL').pluck().get();
  return { handleTogether, requests, visits, before: Number(visits()), database };
}

/** Lets the disk fail at some of the commits of a database; tells how many others were made. */
function breakCommits(database: Database) {
  const disk = { isBroken: false, commits: 0 };
  const prepare = database.prepare.bind(database);
  database.prepare = ((sql: string) => {
    const statement = prepare(sql);
    if (sql !== 'COMMIT') return statement;
    return {
      run() {
        if (disk.isBroken) throw new Sqlite.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
        disk.commits += 1;
        return statement.run();
      },
    };
  }) as typeof database.prepare;
  return disk;
}

describe('a commit that the disk breaks', () => {
  test('answers everyone that it is not known what was done; nothing is answered before that is decided', () => {
    let disk: ReturnType<typeof breakCommits> | undefined;
    const { handleTogether, requests, visits, before } = centerWith((exchange, database) => {
      disk = breakCommits(database);
      return exchange;
    });
    if (!disk) throw new Error('no disk');
    disk.isBroken = true;
    for (const { infcode, err_msg, sim_undecided } of parsed(handleTogether(requests))) {
      expect({ infcode, sim_undecided }).toEqual({ infcode: -1, sim_undecided: '1' });
      expect(err_msg).toMatch(/^center: .*not known.*5203.*disk I\/O error$/);
      expect(err_msg).not.toMatch(/nothing was changed/);
    }
    // Still broken: what the first commit left cannot be decided, and everything is in doubt.
    expect(parsed(handleTogether(requests)).map(({ err_msg }) => err_msg)).toEqual(
      requests.map(() => expect.stringMatching(/not known/)),
    );
    disk.isBroken = false;
    expect(handleTogether(requests).map(({ fate }) => fate)).toEqual(['done', 'done']);
    // One that is written over what the broken one left, and the one of the messages.
    expect(disk.commits).toBe(2);
    expect(visits()).toBe(before + 2);
    expect(handleTogether(requests).map(({ fate }) => fate)).toEqual(['repeated', 'repeated']);
    expect(disk.commits).toBe(3);
  });
});

describe('what must not stay', () => {
  test('a refusal that has written is undone alone, the others of its commit are kept', () => {
    const { handleTogether, requests, visits, before, database } = centerWith((exchange) => ({
      ...exchange,
      answer(message, inSavepoint) {
        const isFirst = message.envelope.opter_name === '半途';
        const refusing: typeof message = {
          envelope: message.envelope,
          run(call) {
            const outcome = message.run(call);
            return isFirst ? refused('input', '半途而废', 'given up half way') : outcome;
          },
        };
        return exchange.answer(refusing, inSavepoint);
      },
    }));
    const [first = '', second = ''] = requests;
    const half = JSON.stringify({ ...JSON.parse(first), opter_name: '半途' });
    expect(handleTogether([half, second]).map(({ fate }) => fate)).toEqual(['refused', 'done']);
    expect(visits()).toBe(before + 1);
    expect(handleTogether([half])[0]?.fate).toBe('repeated');
    expect(verifyCenterAudit(database).breaks).toEqual([]);
  });

  test('among a bug and others: the bug is undecided and leaves nothing, the refusal is kept, the others are done once', () => {
    const { handleTogether, requests, visits, before, database } = centerWith((exchange) => ({
      ...exchange,
      answer(message, inSavepoint) {
        const { envelope } = message;
        const befallen: typeof message = {
          envelope,
          run(call) {
            const outcome = message.run(call);
            if (envelope.opter_name === '出错') throw new Error('half way');
            return envelope.opter_name === '半途' ? refused('input', '半途而废', 'given up half way') : outcome;
          },
        };
        return exchange.answer(befallen, inSavepoint);
      },
    }));
    const [first = '', second = ''] = requests;
    const from = (name: string, serial: string) => {
      const sent = JSON.parse(first);
      return JSON.stringify({ ...sent, opter_name: name, msgid: `${sent.msgid.slice(0, -4)}${serial}` });
    };
    const batch = [from('半途', '9001'), from('出错', '9002'), second, second, from('半途', '9003')];
    const answers = handleTogether(batch);
    expect(answers.map(({ fate }) => fate)).toEqual(['refused', 'refused', 'done', 'repeated', 'refused']);
    expect(parsed(answers).map(({ sim_undecided }) => sim_undecided ?? null)).toEqual([null, '1', null, null, null]);
    expect(visits()).toBe(before + 1);
    expect(handleTogether(batch).map(({ fate }) => fate)).toEqual([
      'repeated',
      'refused',
      'repeated',
      'repeated',
      'repeated',
    ]);
    expect(verifyCenterAudit(database).breaks).toEqual([]);
  });
});

describe('a commit that fails', () => {
  test('answers everyone that nothing was changed, and nothing was', () => {
    const { handleTogether, requests, visits, before } = centerWith((exchange, database) => ({
      ...exchange,
      answer(message, inSavepoint) {
        // A reference to nothing that SQLite looks at only when it commits.
        database.pragma('defer_foreign_keys = ON');
        database.prepare("INSERT OR IGNORE INTO employer_contribution VALUES ('nobody', '2011-08')").run();
        return exchange.answer(message, inSavepoint);
      },
    }));
    const answers = parsed(handleTogether(requests));
    for (const { infcode, err_msg } of answers) {
      expect(infcode).toBe(-1);
      expect(err_msg).toMatch(/nothing was changed.*FOREIGN KEY/);
    }
    expect(visits()).toBe(before);
  });

  test('for one message alone: what it wrote is undone, the others are answered and kept', () => {
    let first: string | undefined;
    const { handleTogether, requests, visits, before } = centerWith((exchange) => ({
      ...exchange,
      answer(message, inSavepoint) {
        const handled = exchange.answer(message, inSavepoint);
        first ??= message.envelope.msgid;
        if (message.envelope.msgid === first) throw new Error('a bug after the write');
        return handled;
      },
    }));
    expect(handleTogether(requests).map(({ fate }) => fate)).toEqual(['refused', 'done']);
    expect(visits()).toBe(before + 1);
  });
});
