// One hospital's store: its numbers, its journal, its tickets and its charges in one file. Several windows and programs
// of the hospital share the file; each has a store of its own.

import { join } from 'node:path';
import type { Timestamp } from '../../domain/date.ts';
import { ok, type Result } from '../../domain/result.ts';
import { type Actor, type AuditWriter, beginAudit, openAudit } from './audit.ts';
import { type Cancellations, openCancellations } from './cancellations.ts';
import { type Charges, openCharges } from './charges.ts';
import { contentOf } from './content.ts';
import { type Corrections, openCorrections } from './corrections.ts';
import { type FileUse, openFileUse } from './file-use.ts';
import { type Journal, openJournal } from './journal.ts';
import { type Numbers, openNumbers } from './numbers.ts';
import { type HospitalDatabase, isDurable, openFile, type StoreProblem } from './open-file.ts';
import { type OperatorStore, openOperatorStore } from './operators.ts';
import { openRefunds, type Refunds } from './refunds.ts';
import { fileLocks, type SessionLocks } from './session-lock.ts';
import { openSession, type Session } from './sessions.ts';
import { openStatements, type Statements } from './statements.ts';
import { type TicketReader, ticketReader } from './ticket-reader.ts';
import { readTickets, type Tickets, writeTickets } from './tickets.ts';

export interface HospitalStore {
  readonly path: string;
  readonly numbers: Numbers;
  readonly journal: Journal;
  readonly tickets: Tickets;
  readonly charges: Charges;
  readonly operators: OperatorStore;
  /** From now on what is written here is this operator's. */
  signedIn(operator: string): void;
  readonly refunds: Refunds;
  readonly cancellations: Cancellations;
  /** Practice, or patients. */
  readonly use: FileUse;
  readonly statements: Statements;
  readonly corrections: Corrections;
  /** Everything in the file, row by row, but what belongs to a process. */
  content(): Iterable<string>;
  close(now: Timestamp): void;
}

export interface StorePlace {
  /** The data folder. */
  readonly folder: string;
  /** 12 characters. */
  readonly hospitalCode: string;
  readonly window: number;
}

/** A window opens: written with the audit row that tells of it, which is the first of all where the file has none. */
function begin(db: HospitalDatabase, locks: SessionLocks, actor: Actor, audit: AuditWriter, now: Timestamp): Session {
  const work = db.transaction(() => {
    beginAudit(db, audit, now);
    const session = openSession(db, locks, actor, now);
    audit.tell('window-opened', { kind: 'session', key: session.id }, {}, now);
    return session;
  });
  return work.immediate();
}

/** What a store asks of the machine. A simulation hands in its own, to let a window die without its process. */
export interface StoreMachine {
  readonly open: (path: string) => Result<HospitalDatabase, StoreProblem>;
  readonly locks: SessionLocks;
  /** Shared by several windows in one process; without it each reads for itself. */
  readonly readTicket?: TicketReader;
}

const thisMachine: StoreMachine = { open: openFile, locks: fileLocks };

/** hospital-<code>.db in the folder; founded where it does not exist. */
export function openStore(
  place: StorePlace,
  now: Timestamp,
  machine: StoreMachine = thisMachine,
): Result<HospitalStore, StoreProblem> {
  const path = join(place.folder, `hospital-${place.hospitalCode}.db`);
  const opened = machine.open(path);
  if (!opened.ok) return opened;
  const db = opened.value;
  const actor: Actor = { window: place.window, operator: undefined };
  const audit = openAudit(db, actor);
  const session = begin(db, machine.locks, actor, audit, now);
  if (!isDurable(db)) throw new Error(`${path}: a write would not be durable`);
  const journal = openJournal(db, session, audit);
  const read = machine.readTicket ?? ticketReader();
  const tickets = readTickets(db, read);
  const writer = writeTickets(db, audit);
  const cancellations = openCancellations(db, { session, journal, audit });
  return ok({
    path,
    numbers: openNumbers(db, place.hospitalCode),
    journal,
    tickets,
    charges: openCharges(db, { session, journal, tickets, writer }),
    refunds: openRefunds(db, { journal, tickets, writer, audit }),
    cancellations,
    use: openFileUse(db, { session, audit }),
    content: () => contentOf(db),
    operators: openOperatorStore(db, audit),
    signedIn(operator) {
      actor.operator = operator;
    },
    statements: openStatements(db, { session, audit, read }),
    corrections: openCorrections(db, { session, journal, tickets, writer, cancellations, audit }),
    close(at) {
      session.end(at);
      db.close();
    },
  });
}
