// Who a result belongs to. Somebody is known by class, name and, where they gave one, their number: two people of one name in a
// class are two people when their numbers say so. The name is what is shown.

export interface Trainee {
  /** Empty where none was given. */
  readonly class: string;
  readonly name: string;
  /** The trainee's number, as in `--trainee "张三 1207"`; empty where none was given. */
  readonly number: string;
}

const numberLast = /^(.*?)(?:\s+|\s*[#＃（(]\s*)(\d{2,12})[)）]?$/u;
const numberFirst = /^[#＃]?(\d{2,12})[\s.、:：]+(.+)$/u;

/** Name and number in what was typed as the trainee; spaces around and within count once. */
export function traineeIn(typed: string, inClass: string): Trainee {
  const text = typed.normalize('NFKC').trim().replace(/\s+/gu, ' ');
  const className = inClass.normalize('NFKC').trim();
  const [, nameFirst, lastNumber] = numberLast.exec(text) ?? [];
  if (nameFirst && lastNumber) return { class: className, name: nameFirst.trim(), number: lastNumber };
  const [, firstNumber, nameLast] = numberFirst.exec(text) ?? [];
  if (firstNumber && nameLast) return { class: className, name: nameLast.trim(), number: firstNumber };
  return { class: className, name: text, number: '' };
}

/** The same for the same person only. */
export function traineeKey({ class: inClass, name, number }: Trainee): string {
  return JSON.stringify([inClass, name, number]);
}

/** Name and number, as one would write them. */
export function traineeText({ name, number }: Pick<Trainee, 'name' | 'number'>): string {
  return number === '' ? name : `${name} ${number}`;
}

/** Whether somebody who is looked for by name, by number or by both is this one. */
export function isMeant(trainee: Trainee, wanted: string): boolean {
  const { name, number } = traineeIn(wanted, trainee.class);
  if (number !== '') return trainee.name === name && trainee.number === number;
  return trainee.name === name || (trainee.number !== '' && trainee.number === name);
}
