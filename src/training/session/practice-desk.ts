// The desk of a practice: passes everything on to the window where the patient stands now, and says what is done with it.
// A screen mounted on it stays mounted when the patient goes to another hospital.

import type { ApprovedAction } from '../../domain/operator.ts';
import type { Desk, DeskEvent, DeskSnapshot, Station } from '../../hospital/desk.ts';

export interface DeskListener {
  /** Before it is done. */
  readonly dispatching: (event: DeskEvent) => void;
  readonly opening: (station: Station) => void;
  /** Before it is judged: what becomes of it is written with this moment. */
  readonly proving: () => void;
  /** Somebody gave a number and a password, and no event follows from it: to sign in, or in vain. */
  readonly proved: (as: 'sign-in' | ApprovedAction, code: string, password: string) => void;
  readonly locking: () => void;
  /** After anything changed. */
  readonly changed: () => void;
}

export class PracticeDesk implements Desk {
  readonly #current: () => Desk;
  readonly #listener: DeskListener;
  readonly #listeners = new Set<() => void>();
  #followed: Desk;
  /** While the program is started anew: what the screen showed last. */
  #still: DeskSnapshot | undefined;
  #stopFollowing: () => void;

  constructor(current: () => Desk, listener: DeskListener) {
    this.#current = current;
    this.#listener = listener;
    this.#followed = current();
    this.#stopFollowing = this.#followed.subscribe(() => this.#changed());
  }

  get place() {
    return this.#current().place;
  }

  get lookup() {
    return this.#current().lookup;
  }

  get reader() {
    return this.#current().reader;
  }

  /** Listens to the present window's desk, if it has become another. */
  follow(): void {
    const current = this.#current();
    const wasStill = this.#still !== undefined;
    this.#still = undefined;
    if (current === this.#followed) {
      if (wasStill) this.#changed();
      return;
    }
    this.#stopFollowing();
    this.#followed = current;
    this.#stopFollowing = current.subscribe(() => this.#changed());
    this.#changed();
  }

  /** The program ends and is started anew: until `follow` the screen stands still, and nothing that is done there does anything. */
  pause(): void {
    const { queue, ...seen } = this.#current().snapshot();
    // Read now: afterwards there is no file to read from.
    this.#still = { ...seen, queue: { ...queue } };
  }

  snapshot(): DeskSnapshot {
    return this.#still ?? this.#current().snapshot();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispatch(event: DeskEvent): void {
    if (this.#still) return;
    this.#listener.dispatching(event);
    this.#current().dispatch(event);
  }

  signIn: Desk['signIn'] = (code, password) => {
    this.#listener.proving();
    const signedIn = this.#current().signIn(code, password);
    this.#listener.proved('sign-in', code, password);
    return signedIn;
  };

  lock(): void {
    if (this.#still) return;
    this.#listener.locking();
    this.#current().lock();
  }

  approve: Desk['approve'] = (action, code, password) => {
    this.#listener.proving();
    const approved = this.#current().approve(action, code, password);
    // With the word given, what it was wanted for is dispatched.
    if (!approved.ok) this.#listener.proved(action, code, password);
    return approved;
  };

  openStation(station: Station): void {
    if (this.#still) return;
    this.#listener.opening(station);
    this.#current().openStation(station);
  }

  refresh(): void {
    if (!this.#still) this.#current().refresh();
  }

  /** A log that is played again has no idle moments: what is left over stays until somebody reconciles. */
  tidy(): void {}

  settled(): Promise<DeskSnapshot> {
    return this.#current().settled();
  }

  /** The windows are the practice's to close. */
  async close(): Promise<void> {
    this.#stopFollowing();
    this.#listeners.clear();
  }

  #changed(): void {
    this.#listener.changed();
    for (const listener of this.#listeners) listener();
  }
}
