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

/** The frame of a panel over the work: its text begins here, and is this much narrower and lower than the body. */
export const panelMargin = { x: 4, y: 1, cells: 8, rows: 2 };

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

/** What a screen reader is told around an overlay: header, stations, patient, title, status, keys. */
const linearRowsAround = 14;

/** The room inside an overlay; on a terminal that is too small, that of the least one. */
export function overlayRoom(size: Size, linear: boolean): { readonly width: number; readonly rows: number } {
  const columns = Math.max(size.columns, leastSize.columns);
  const rows = Math.max(size.rows, leastSize.rows);
  if (linear) return { width: columns, rows: rows - linearRowsAround };
  return { width: columns - panelMargin.cells, rows: rows - rowsAround - panelMargin.rows };
}
