// The bill that the specification shows, and how a test changes one piece of it.

/** The example of 8-cli, word for word. */
export const example = `pack: tianjin-2011            # rules/tianjin-2011
date: 2011-08-10
person:
  scheme: employee            # employee | resident
  birth: 1946-03-01
  status: retired             # in-service | retired (employees); adult | minor (residents)
  veteranWorker: false
  modelWorker: false
  civilServant: none          # none | in-service | retired | privileged (医疗照顾)
hospital: { level: 2 }        # 1 | 2 | 3
visit: outpatient             # outpatient | emergency | special-illness | inpatient
illness: 4                    # special-illness code, only there
ledger: { inScope: "1200.00", deductible: "700.00", fund: "325.00", supplement: "0.00" }
account: "150.00"             # personal account before
lines:
  - { name: 阿莫西林胶囊, class: B, price: "12.60", quantity: "2", ceiling: "10.00", selfPayRatio: "0.05" }
`;

/** The example with one piece replaced; a piece that is not there is a mistake of the test. */
export function changed(piece: string, by: string): string {
  if (!example.includes(piece)) throw new Error(`not in the example: ${piece}`);
  return example.replace(piece, by);
}
