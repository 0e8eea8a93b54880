// Runs a desk: takes events in, lets the reducer decide, carries its effects out — the card's on one lane, the center's on
// another, the disk's at once — and hands their results back as events. It decides nothing about a visit itself.

import type { IdCardEvent, ScannerEvent } from '../../drivers/reader.ts';
import { dateOfTimestamp } from '../domain/date.ts';
import { ok } from '../domain/result.ts';
import { type CardSlot, idCardEvent, openCardSlot } from './card-slot.ts';
import type { Desk, DeskEvent, DeskPlace, DeskSnapshot, Lookup, Station, Waiting } from './desk.ts';
import { clientFor, type DeskParts, doubtfulRegistration, goals } from './desk-parts.ts';
import { type DeskRecords, keepRecords } from './desk-records.ts';
import {
  atCenter,
  type CardEffect,
  type CenterEffect,
  identifying,
  isCardEffect,
  isDiskEffect,
  onDisk,
  waitingFor,
} from './effects-run.ts';
import { createLane } from './lane.ts';
import { Leftovers } from './leftovers.ts';
import { Attendance } from './operators/attendance.ts';
import { createStatementDesk, type StatementDesk } from './statement/statement-desk.ts';
import { isStatementEvent } from './statement/statement-state.ts';
import type { CenterParts } from './steps-to-undo.ts';
import type { VisitContext } from './visit/context.ts';
import type { VisitEffect } from './visit/effects.ts';
import type { VisitEvent } from './visit/events.ts';
import { reduce } from './visit/reduce.ts';
import type { VisitState } from './visit/state.ts';
import { heldTrial, leave } from './visit/step.ts';

/** One run of a desk: the visit, its two lanes, and the picture that the screen is drawn from. */
class RunningDesk implements Desk {
  private readonly attendance: Attendance;
  readonly lookup: Lookup;
  readonly reader: Desk['reader'];
  private readonly parts: DeskParts;
  private readonly center: CenterParts;
  private readonly statement: StatementDesk;
  private readonly leftovers: Leftovers;
  private readonly slot: CardSlot;
  private readonly cardLane = createLane();
  private readonly centerLane = createLane();
  private readonly endings: (() => void)[] = [];
  private readonly listeners = new Set<() => void>();
  private station: Station;
  private begun = false;
  private visit: VisitState = { at: 'awaiting-card' };
  private waiting: Waiting | undefined;
  private asked = 0;
  private readonly records: DeskRecords;
  private picture: DeskSnapshot | undefined;

  constructor(parts: DeskParts) {
    const { place, area, store, clock } = parts;
    this.parts = parts;
    this.lookup = parts.lookup;
    this.reader = parts.reader.reader;
    this.station = parts.station ?? 'register';
    this.attendance = new Attendance(parts, this.station);
    store.signedIn(place.operator.code);
    const operator = () => this.attendance.operator();
    this.center = { client: clientFor(parts, operator), store, clock };
    const run = (work: () => Promise<void>) => this.centerLane.run(() => work().finally(() => this.refresh()));
    this.leftovers = new Leftovers({ center: this.center, schedule: parts.schedule, run });
    this.statement = createStatementDesk({
      center: { ...this.center, area, operator, window: place.window },
      backUp: parts.backUp,
      run,
      changed: () => this.changed(),
    });
    this.records = keepRecords(store, clock, () => (this.asked > 0 ? 'any' : heldTrial(this.visit)?.ticketNumber));
    this.slot = openCardSlot(parts.reader, {
      inserted: () => this.cardInserted(),
      removed: () => this.take({ kind: 'card-removed' }),
      readerChanged: () => this.changed(),
    });
    const { idReader, scanner } = parts;
    if (idReader) this.endings.push(idReader.subscribe((event) => this.onIdReader(event)));
    if (scanner) this.endings.push(scanner.subscribe((event) => this.onScanner(event)));
    if (!this.isLocked()) this.begin();
  }

  get place(): DeskPlace {
    return { ...this.parts.place, operator: this.attendance.operator() };
  }

  private isLocked(): boolean {
    return this.attendance.attended().at === 'locked';
  }

  snapshot(): DeskSnapshot {
    const { records } = this;
    this.picture ??= {
      station: this.station,
      attended: this.attendance.attended(),
      closed: this.attendance.closed(),
      visit: this.visit,
      reader: this.reader.status(),
      ...(this.parts.idReader && { idReader: this.parts.idReader.status() }),
      center: this.center.client.line(),
      waiting: this.waiting,
      get inFlight() {
        return records.look().inFlight;
      },
      get queue() {
        return records.look().queue;
      },
      get day() {
        return records.look().day;
      },
      get statementDays() {
        return records.look().statementDays;
      },
      statement: this.statement.state(),
      businessDate: dateOfTimestamp(this.parts.clock.now()),
    };
    return this.picture;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  dispatch(event: DeskEvent): void {
    if (this.isLocked()) return;
    if (isStatementEvent(event)) this.statement.dispatch(event);
    else this.take(event);
  }

  approve: Desk['approve'] = (action, code, password) =>
    this.parts.operators.approve(action, this.place.operator, code, password);

  signIn: Desk['signIn'] = (code, password) => {
    const canLeave = leave(this.visit) !== undefined;
    const signed = this.attendance.signIn(code, password, { station: this.station, canLeave });
    if (!signed.ok) return signed;
    this.parts.store.signedIn(code);
    if (signed.value !== this.station) this.openStation(signed.value);
    if (this.begun) this.cardWaiting();
    else this.begin();
    this.changed();
    return ok(undefined);
  };

  lock(): void {
    this.attendance.lock();
    this.changed();
  }

  openStation(station: Station): void {
    if (!leave(this.visit) || this.attendance.closed()[station] !== undefined) return;
    this.station = station;
    this.take({ kind: 'station-opened' });
    this.refresh();
  }

  refresh(): void {
    this.records.outdate();
    this.changed();
  }

  tidy(): void {
    const isFree = this.visit.at === 'awaiting-card' && !this.isLocked() && !this.centerLane.isBusy();
    if (isFree && this.records.isAnythingLeft()) this.leftovers.endWhenDue();
  }

  async settled(): Promise<DeskSnapshot> {
    // What a card answers may be asked of the center, and what the center answers of the card.
    do {
      await Promise.all([this.cardLane.idle(), this.centerLane.idle()]);
    } while (this.cardLane.isBusy() || this.centerLane.isBusy());
    return this.snapshot();
  }

  async close(): Promise<void> {
    this.slot.close();
    for (const end of this.endings) end();
    await this.settled();
    const left = leave(this.visit);
    for (const effect of left?.effects ?? []) this.run(effect);
    await this.settled();
    this.listeners.clear();
  }

  /** What an earlier run left in flight is reconciled before anything else; the cashier sees what became of it. */
  private begin(): void {
    this.begun = true;
    // What another window is still at, is left to it.
    const inFlight = this.records.look().inFlight.filter(({ heldBy }) => heldBy === undefined);
    if (inFlight.some((each) => each.infno === '2207A' || each.infno === '2208'))
      this.take({ kind: 'reconcile-asked' });
    else if (this.records.isAnythingLeft()) this.leftovers.end();
    this.cardWaiting();
  }

  /** A card that nobody has begun with yet. */
  private cardWaiting(): void {
    const { at } = this.visit;
    if (this.slot.content().at !== 'none' && (at === 'awaiting-card' || at === 'card-pulled')) this.cardInserted();
  }

  private cardInserted(): void {
    const goal = this.isLocked() ? undefined : goals[this.station];
    if (goal) this.take({ kind: 'card-inserted', goal });
    else this.changed();
  }

  private onScanner(event: ScannerEvent): void {
    if (event.kind === 'code-scanned' && !this.isLocked()) this.take({ kind: 'voucher-scanned', scanned: event.text });
    else this.changed();
  }

  private onIdReader(event: IdCardEvent): void {
    const today = dateOfTimestamp(this.parts.clock.now());
    const read = event.kind === 'id-card-read' ? idCardEvent(event.person, today) : undefined;
    if (this.isLocked()) this.changed();
    else if (read) this.take(read);
    else if (event.kind === 'id-card-unreadable') this.take({ kind: 'id-card-unreadable', remedy: event.error.remedy });
    else this.changed();
  }

  private take(event: VisitEvent): void {
    const step = reduce(this.visit, event, this.contextFor(event));
    this.visit = step.state;
    for (const effect of step.effects) this.run(effect);
    this.changed();
  }

  private contextFor(event: VisitEvent): VisitContext {
    const choice = event.kind === 'choice-made' ? event.choice : doubtfulRegistration(this.visit);
    const code = choice?.department.registrationItem;
    const { records } = this;
    return {
      hospitalName: this.place.hospital.name,
      slot: this.slot.content(),
      goal: goals[this.station],
      get inFlight() {
        return records.look().inFlight.length;
      },
      registrationItem: code === undefined ? undefined : this.lookup.items(code).find((item) => item.code === code),
    };
  }

  private run(effect: VisitEffect): void {
    if (isCardEffect(effect)) this.onCardLane(effect);
    else if (isDiskEffect(effect)) {
      this.take(onDisk(this.parts, effect));
      this.refresh();
    } else this.onCenterLane(effect);
  }

  private onCardLane(effect: CardEffect): void {
    const { slot } = this;
    this.cardLane.run(() =>
      this.whileWaiting(effect.do === 'read-card' ? 'card' : 'pin', this.parts.limits.card, async () => {
        const event = await (effect.do === 'read-card' ? slot.read() : slot.verifyPin(effect.pin));
        if (event) this.take(event);
      }),
    );
  }

  private onCenterLane(effect: CenterEffect): void {
    const asking = this.visit;
    this.asked += 1;
    this.centerLane.run(() =>
      this.whileWaiting(waitingFor[effect.do], this.parts.limits.center, async () => {
        const event = await atCenter(this.center, effect);
        this.asked -= 1;
        // An identification is for the visit that asked for it; the window may have gone on to the next.
        if (event && (!identifying.has(effect.do) || this.visit === asking)) this.take(event);
      }),
    );
  }

  private async whileWaiting(on: Waiting['on'], limit: number, work: () => Promise<void>): Promise<void> {
    const mine: Waiting = { on, since: this.parts.schedule.now(), limit };
    this.waiting = mine;
    this.changed();
    try {
      await work();
    } finally {
      if (this.waiting === mine) this.waiting = undefined;
      this.refresh();
    }
  }

  private changed(): void {
    this.picture = undefined;
    for (const listener of this.listeners) listener();
  }
}

/** Opens a desk: reconciles what an earlier run left in flight, and reads a card that is in the slot already. */
export function createDesk(parts: DeskParts): Desk {
  return new RunningDesk(parts);
}
