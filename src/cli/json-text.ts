// JSON as the formatter of this repository lays it out, so that a generated file is not changed by it: objects on lines of
// their own, a list of plain values on one line where it fits.

const WIDTH = 120;
const INDENT = '  ';

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** `room`: the columns left on the line behind what stands in front of the value, its comma included. */
function written(value: unknown, indent: string, room: number): string {
  if (isPlain(value)) return JSON.stringify(value);
  const deeper = indent + INDENT;
  if (Array.isArray(value)) {
    const line = `[${value.map((one) => JSON.stringify(one)).join(', ')}]`;
    if (value.every(isPlain) && line.length <= room) return line;
    const lines = value.map((one) => `${deeper}${written(one, deeper, WIDTH - deeper.length - 1)}`);
    return `[\n${lines.join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value as object);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, one]) => {
    const head = `${deeper}${JSON.stringify(key)}: `;
    return head + written(one, deeper, WIDTH - head.length - 1);
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

/** The document, with a line end. Keys without a value must not be in it. */
export function jsonText(value: unknown): string {
  return `${written(value, '', WIDTH)}\n`;
}
