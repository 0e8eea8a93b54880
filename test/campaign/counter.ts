// One counter of the run: a real desk over a real store, whose program can be killed between any two writes, and started
// again on what is on the disk. What it kept in memory is gone then; its session's lock is let go, as the system would.

import Sqlite from 'better-sqlite3';
import type { Clock } from '../../src/domain/date.ts';
import type { Transport } from '../../src/domain/protocol/envelope.ts';
import { createDesk } from '../../src/hospital/create-desk.ts';
import type { Desk, DeskPlace, Lookup, Station } from '../../src/hospital/desk.ts';
import type { HospitalData } from '../../src/hospital/hospital-fixtures.ts';
import { createOperators } from '../../src/hospital/operators/operators.ts';
import { openFile, type Reads } from '../../src/hospital/store/open-file.ts';
import { type HospitalStore, openStore } from '../../src/hospital/store/open-store.ts';
import type { SessionLocks } from '../../src/hospital/store/session-lock.ts';
import { type TicketReader, ticketReader } from '../../src/hospital/store/ticket-reader.ts';
import { writes } from '../hospital/guard.ts';
import type { Agenda } from './agenda.ts';
import type { Faults } from './faults.ts';
import { deadline } from './network.ts';
import type { Random } from './random.ts';
import type { VirtualSlot } from './virtual-slot.ts';

/** Thrown where a program ends; nothing of it is left that could catch it. */
class Killed extends Error {}

/** What a test breaks on purpose, to see that a campaign finds it. */
export interface Sabotage {
  readonly transport?: (honest: Transport) => Transport;
  readonly store?: (honest: HospitalStore) => HospitalStore;
}

export interface CounterParts {
  readonly place: DeskPlace;
  readonly area: string;
  readonly roster: HospitalData['roster'];
  readonly station: Station;
  readonly lookup: Lookup;
  readonly slot: VirtualSlot;
  readonly transport: Transport;
  readonly folder: string;
  readonly clock: Clock;
  readonly agenda: Agenda;
  readonly faults: Faults;
  readonly random: Random;
  readonly sabotage: Sabotage;
  /** Called when what is on the screen may be another. */
  readonly changed: () => void;
  /** Called after the program was killed. */
  readonly killed: () => void;
}

export interface Counter {
  readonly parts: CounterParts;
  /** Undefined: its program is not running. */
  desk(): Desk | undefined;
  /** Lets somebody at the counter act; being killed meanwhile is part of life. */
  act(deed: (desk: Desk) => void): void;
  /** @param reads `its-head` after a kill: what opens a file in the evening reads every page of it again */
  open(reads?: Reads): void;
  /** As in the evening: the open trial is taken back, then the program ends. */
  close(): Promise<void>;
  fillDisk(full: boolean): void;
  /** The run is over: its file is let go as it is. */
  abandon(): void;
}

/** Milliseconds after a message left: mostly it has arrived by then, and its answer has not. */
const whileAnswered = [20, 80] as const;
/** Where a program that ends does most harm, more of them end. */
const movesMoney = /"infno":"(2207A|2208)"/;
const plenty = 1_073_741_823;
const isFull = (error: unknown) => error instanceof Sqlite.SqliteError && error.code === 'SQLITE_FULL';

/** What the programs of one hospital share without knowing of each other. */
export interface Machines {
  /** As the operating system of its machines would keep them. */
  readonly locks: SessionLocks;
  /** What a ticket's text says is the same for all of them: it is decoded once. */
  readonly readTicket: TicketReader;
}

export function oneHospitalsMachines(): Machines {
  return { locks: memoryLocks(), readTicket: ticketReader() };
}

function memoryLocks(): SessionLocks {
  const held = new Set<string>();
  return {
    hold(path) {
      held.add(path);
      return () => void held.delete(path);
    },
    isHeld: (path) => held.has(path),
  };
}

/** One run of the counter's program. */
interface Life {
  readonly store: HospitalStore;
  readonly desk: Desk;
  readonly database: Sqlite.Database;
  readonly letGo: () => void;
}

export function createCounter(parts: CounterParts, { locks, readTicket }: Machines): Counter {
  const { agenda, faults, random, slot } = parts;
  let life: Life | undefined;
  let lives = 0;

  function kill(fault: 'counter-killed' | 'killed-waiting'): void {
    const dying = life;
    if (!dying) return;
    life = undefined;
    // Its own promises end in nothing.
    dying.desk.settled().catch(() => undefined);
    slot.forgetListeners();
    dying.database.close();
    dying.letGo();
    faults.befell(fault);
    parts.killed();
  }

  /** Every durable write goes through here: before or after it the program may end, and the write itself may fail. */
  function write(run: () => unknown): unknown {
    if (!life) throw new Killed();
    const dies = random.chance(faults.rate('counter-killed'));
    const before = dies && random.chance(0.5);
    if (before) {
      kill('counter-killed');
      throw new Killed();
    }
    if (random.chance(faults.rate('disk-error'))) {
      faults.befell('disk-error');
      throw new Sqlite.SqliteError('disk I/O error', 'SQLITE_IOERR_WRITE');
    }
    try {
      return run();
    } catch (error) {
      if (isFull(error)) faults.befell('disk-full');
      throw error;
    } finally {
      if (dies) kill('counter-killed');
    }
  }

  function guardPart<Part extends object>(part: Part, methods: readonly string[]): Part {
    return new Proxy(part, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function' || !methods.includes(String(key))) return value;
        return (...args: unknown[]) => {
          const result = write(() => Reflect.apply(value, target, args));
          if (!life) throw new Killed();
          return result;
        };
      },
    });
  }

  function guarded(store: HospitalStore): HospitalStore {
    return {
      ...store,
      numbers: guardPart(store.numbers, writes.numbers),
      journal: guardPart(store.journal, writes.journal),
      charges: guardPart(store.charges, writes.charges),
      refunds: guardPart(store.refunds, writes.refunds),
      statements: guardPart(store.statements, writes.statements),
      corrections: guardPart(store.corrections, writes.corrections),
    };
  }

  /** Answers come to the program that asked, or to nobody. It may end while it waits, which is where its time goes. */
  function transportOf(mine: number): Transport {
    const honest = parts.sabotage.transport?.(parts.transport) ?? parts.transport;
    const isHere = () => life !== undefined && lives === mine;
    return {
      exchange(request) {
        const rate = faults.rate('killed-waiting') * (movesMoney.test(request) ? 15 : 1);
        const spared = random.chance(rate)
          ? agenda.after(random.between(...whileAnswered), () => isHere() && kill('killed-waiting'))
          : undefined;
        return new Promise((resolve) => {
          void honest.exchange(request).then((came) => {
            spared?.();
            if (isHere()) resolve(came);
          });
        });
      },
    };
  }

  return {
    parts,
    desk: () => life?.desk,
    act(deed) {
      if (!life) return;
      try {
        deed(life.desk);
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
    },
    open(reads = 'every-page') {
      if (life) return;
      const { place, area, station, lookup, folder, clock, transport: _, changed } = parts;
      let database: Sqlite.Database | undefined;
      const letGo: (() => void)[] = [];
      const opened = openStore({ folder, hospitalCode: place.hospital.code, window: place.window }, clock.now(), {
        open(path) {
          const file = openFile(path, 'keep-a-copy', reads);
          if (file.ok) database = file.value;
          return file;
        },
        locks: {
          hold(path) {
            letGo.push(locks.hold(path));
            return () => undefined;
          },
          isHeld: locks.isHeld,
        },
        readTicket,
      });
      if (!opened.ok || !database) throw new Error(`the store does not open: ${JSON.stringify(opened)}`);
      lives += 1;
      const honest = parts.sabotage.store?.(opened.value) ?? opened.value;
      const store = guarded(honest);
      const desk = createDesk({
        place,
        area,
        reader: slot,
        transport: transportOf(lives),
        store,
        operators: createOperators({ roster: parts.roster, store: store.operators, clock, practice: true }),
        clock,
        schedule: agenda,
        lookup,
        limits: { card: 5_000, center: deadline },
        station,
      });
      desk.subscribe(changed);
      const letAllGo = () => {
        for (const each of letGo) each();
      };
      life = { store, desk, database, letGo: letAllGo };
      changed();
    },
    async close() {
      const ending = life;
      if (!ending) return;
      // The wait for what is under way ends with the program, should that be killed meanwhile.
      await ending.desk.close().catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
      if (life !== ending) return;
      life = undefined;
      ending.store.close(parts.clock.now());
      ending.letGo();
    },
    fillDisk(full) {
      const pages = full ? Number(life?.database.pragma('page_count', { simple: true })) : plenty;
      life?.database.pragma(`max_page_count = ${pages}`);
    },
    abandon() {
      slot.forgetListeners();
      life?.database.close();
      life = undefined;
    },
  };
}
