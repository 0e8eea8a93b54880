// What the served center lets a connection do. One that keeps to none of it is cut; the others notice nothing.

export interface ServerLimits {
  /** Bytes of one request. A message of 500 fee lines has about 250 000, the file of 3202 up to two million characters. */
  readonly body: number;
  /** Milliseconds from the first byte of a request to the end of its headers. */
  readonly headers: number;
  /** Milliseconds from the first byte of a request to its last. */
  readonly request: number;
  /** Milliseconds that a connection may stay without a request; told to the client, which closes it before. */
  readonly idle: number;
  /** Milliseconds between two looks at the above. */
  readonly check: number;
  readonly connections: number;
  /** Milliseconds that what is begun may take once the center is told to end. */
  readonly grace: number;
}

export const serverLimits: ServerLimits = {
  body: 4_194_304,
  headers: 10_000,
  request: 20_000,
  idle: 75_000,
  check: 1_000,
  connections: 10_000,
  grace: 5_000,
};
