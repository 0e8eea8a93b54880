// Whose card is whose at the center: cards bear ID numbers, the center's rows person numbers.

import type { City } from '../city.ts';
import type { CardsOfPersons } from './day-end.ts';

export function cardsOfPersons({ cards, center }: Pick<City, 'cards' | 'center'>): CardsOfPersons {
  const personOf = (card: string) => {
    const idNumber = cards.get(card)?.socialSecurityNumber;
    return idNumber === undefined ? undefined : center.inspection.personByIdNumber(idNumber)?.person.psnNo;
  };
  return {
    personOf,
    cardOf(psnNo) {
      const idNumber = center.inspection.person(psnNo)?.person.idNumber;
      return [...cards.values()].find(({ socialSecurityNumber }) => socialSecurityNumber === idNumber)?.id;
    },
  };
}
