// The same employees' table for @gorules/zen-engine, as it is meant to be written: three decision tables, of which the first
// fitting row counts, behind one another in a graph. Lines and arithmetic stay outside, as they do for json-rules-engine.

/** A row of a decision table: conditions by column (empty: any), and what it gives. */
type Row = readonly [conditions: Readonly<Record<string, string>>, gives: number];

const columns = ['veteran', 'retired', 'model', 'age', 'level'] as const;

function table(id: string, output: string, rows: readonly Row[]) {
  return {
    id,
    name: id,
    type: 'decisionTableNode',
    position: { x: 0, y: 0 },
    content: {
      hitPolicy: 'first',
      passThrough: true,
      inputs: columns.map((column) => ({ id: column, name: column, field: column })),
      outputs: [{ id: output, name: output, field: output }],
      rules: rows.map(([conditions, gives], index) => ({
        _id: `${id}-${index}`,
        ...Object.fromEntries(columns.map((column) => [column, conditions[column] ?? ''])),
        [output]: String(gives),
      })),
    },
  };
}

const edge = (sourceId: string, targetId: string) => ({
  id: `${sourceId}-${targetId}`,
  type: 'edge',
  sourceId,
  targetId,
});
const end = (id: string, type: string) => ({ id, name: id, type, position: { x: 0, y: 0 } });

export const zenGraph = {
  contentType: 'application/vnd.gorules.decision',
  nodes: [
    end('in', 'inputNode'),
    table('deductibles', 'deductible', [
      [{ veteran: 'true' }, 60_000],
      [{ retired: 'true', age: '>= 70' }, 65_000],
      [{ retired: 'true', age: '>= 60' }, 70_000],
      [{}, 80_000],
    ]),
    table('limits', 'limit', [
      [{ veteran: 'true' }, 1_000_000],
      [{}, 550_000],
    ]),
    table('rates', 'rate', [
      [{ veteran: 'true' }, 95],
      [{ retired: 'true', model: 'true' }, 95],
      [{ level: '1' }, 75],
      [{ level: '2' }, 65],
      [{ level: '3' }, 55],
    ]),
    end('out', 'outputNode'),
  ],
  edges: [edge('in', 'deductibles'), edge('deductibles', 'limits'), edge('limits', 'rates'), edge('rates', 'out')],
};
