// One thing after another: cities are opened and closed, patients sent, results kept; none of it while another is under way.

export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Begins when everything before it has ended, well or not. Whoever asked for it hears of its failing. */
  take<Value>(act: () => Promise<Value>): Promise<Value> {
    const done = this.#last.then(act);
    this.#last = done.then(
      () => {},
      () => {},
    );
    // A promise of its own: where nobody listens to it, an error in `act` is still the bug that it is.
    return done.then((value) => value);
  }
}
