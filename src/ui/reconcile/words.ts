// What the lists of the station 对账 share: the names of lines and verdicts, the step that comes next, and which is chosen.

import type { Text } from '../../domain/language.ts';
import type { ApprovedAction } from '../../domain/operator.ts';
import { approvalFor, type ComparedRow, type NextStep, type Verdict } from '../../hospital/statement/day-statement.ts';
import type { LineKey } from '../../hospital/statement/own-rows.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import { withinList } from '../model/entries.ts';
import type { Moment } from '../model/moment.ts';
import type { Meaning } from '../text/line.ts';

export const verdictSaid: Readonly<Record<Verdict, { readonly text: Text; readonly meaning: Meaning }>> = {
  flat: { text: messages.verdictFlat, meaning: 'fine' },
  'center-more': { text: messages.verdictCenterMore, meaning: 'attention' },
  'hospital-more': { text: messages.verdictHospitalMore, meaning: 'attention' },
  differs: { text: messages.verdictDiffers, meaning: 'refused' },
};

export function lineName({ insutype, refund }: LineKey, pen: Pen): string {
  const insurance = insutype === '310' ? messages.insuranceEmployee : messages.insuranceResident;
  return `${pen.say(insurance)} ${pen.say(refund === '0' ? messages.ofSettlements : messages.ofRefunds)}`;
}

export function stepWord(step: NextStep): Text {
  switch (step.do) {
    case 'nothing':
      return messages.stepNothing;
    case 'wait':
      return messages.stepWait(step.window);
    case 'confirm':
      return messages.stepConfirm;
    case 'reverse':
      return messages.stepReverse;
    case 'accept':
      return messages.stepAccept;
    case 'cancel':
      return messages.stepCancel;
    case 'look':
      return messages.stepLook;
  }
}

/** What whoever is signed in needs a second person for, to put this row right. */
export function secondPersonFor({ place }: Moment, row: ComparedRow): ApprovedAction | undefined {
  return approvalFor(row, { window: place.window, operator: place.operator.code });
}

/** The chosen place in the list that is seen. */
export function chosenIndex(moment: Moment, list: readonly unknown[]): number {
  const { entry } = moment.screen;
  return entry.at === 'statement' ? withinList(list, entry.index) : 0;
}
