// Values as YAML in one line, as the shipped scenarios write them: quotes only where YAML would read something else.

const plain = /^[\p{Script=Han}A-Za-z][\p{Script=Han}\w-]*$/u;
const notText = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

/** What JSON can say, in one line; null is written as nothing where `key:` stands before it. */
export function flowYaml(value: unknown): string {
  if (typeof value === 'string') return plain.test(value) && !notText.test(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flowYaml).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const pairs = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{ ${pairs.map(([key, each]) => `${key}: ${flowYaml(each)}`).join(', ')} }`;
}

/** A step of a scenario as its line. */
export function stepLine(name: string, value: unknown): string {
  return value === null ? `  - ${name}:` : `  - ${name}: ${flowYaml(value)}`;
}
