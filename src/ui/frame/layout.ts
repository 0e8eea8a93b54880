// Where everything stands on a screen of so many columns and rows. Numbers only; 80 × 24 is the least.

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export const leastSize: Size = { columns: 80, rows: 24 };

export interface Layout extends Size {
  /** Rows between the rule under the tabs and the status row. */
  readonly bodyRows: number;
  /** The patient's panel, with its margins. */
  readonly leftCells: number;
  /** The work area, with its margins. */
  readonly rightCells: number;
  /** Room for blank rows and the employer in the patient's panel. */
  readonly airy: boolean;
  /** Rows for the day's queue under the patient; none on low screens. */
  readonly queueRows: number;
}

/** Header, tabs, rule; status, footer. */
const rowsAround = 5;
/** The patient's panel where it has room: up to four special illnesses. */
export const airyPatientRows = 16;

export function layoutFor(size: Size): Layout | undefined {
  const { columns, rows } = size;
  if (columns < leastSize.columns || rows < leastSize.rows) return undefined;
  const bodyRows = rows - rowsAround;
  const leftCells = columns >= 100 ? 38 : 30;
  return {
    columns,
    rows,
    bodyRows,
    leftCells,
    rightCells: columns - leftCells - 1,
    airy: bodyRows >= 26,
    queueRows: rows >= 40 ? bodyRows - airyPatientRows - 1 : 0,
  };
}
