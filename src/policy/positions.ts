// A document that was read, and where everything in it stands. Two readers make one: the library, and the quick one.

type Path = readonly PropertyKey[];

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface PositionedYaml {
  readonly file: string;
  readonly content: unknown;
  /** Where the value of a path stands, or the nearest thing around it. Lines and columns from 1. */
  positionOf(path: Path): Place;
  /** Where the key of a path stands, for keys that should not be there. */
  positionOfKey(path: Path, key: string): Place;
}
