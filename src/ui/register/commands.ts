// The keys of the registration station: kind, department, doctor.

import type { Text } from '../../domain/language.ts';
import type { Command } from '../keys/command.ts';
import { messages } from '../language/messages.ts';
import { choicesOf, kindChoices } from '../model/entries.ts';
import { emptyField } from '../model/field.ts';
import { dispatching, type Moment, type Outcome, stay } from '../model/moment.ts';

function choosing(moment: Moment) {
  const { desk, screen } = moment;
  const { entry } = screen;
  if (desk.visit.at !== 'choosing' || screen.overlay.at !== 'nothing') return undefined;
  if (entry.at !== 'department' && entry.at !== 'doctor') return undefined;
  return { entry, kinds: kindChoices(desk.visit.patient) };
}

function chooseDepartment(moment: Moment): Outcome {
  const at = choosing(moment);
  const choices = choicesOf(moment);
  if (at?.entry.at !== 'department' || choices.of !== 'departments') return stay(moment, {});
  const department = choices.list[at.entry.index];
  if (!department) return stay(moment, {});
  return stay(moment, { entry: { at: 'doctor', kind: at.entry.kind, department, index: 0 } });
}

function chooseDoctor(moment: Moment): Outcome {
  const at = choosing(moment);
  const choices = choicesOf(moment);
  if (at?.entry.at !== 'doctor' || choices.of !== 'doctors') return stay(moment, {});
  const doctor = choices.list[at.entry.index];
  const kind = at.kinds[at.entry.kind];
  if (!doctor || !kind) return stay(moment, {});
  const choice = { ...kind, department: at.entry.department, doctor };
  return dispatching(moment, { kind: 'choice-made', choice });
}

/** Enter where a list is empty says why, instead of nothing. */
function listed(moment: Moment, at: 'department' | 'doctor', whenEmpty: Text) {
  if (choosing(moment)?.entry.at !== at) return 'hidden';
  return choicesOf(moment).list.length > 0 ? 'ready' : whenEmpty;
}

function turnKind(moment: Moment, by: number): Outcome {
  const at = choosing(moment);
  if (!at) return stay(moment, {});
  const kind = (at.entry.kind + by + at.kinds.length) % at.kinds.length;
  return stay(moment, { entry: { ...at.entry, kind } });
}

/** A card that was served and not taken back, or one whose visit was ended: Enter begins with it. */
function canBegin({ desk, screen }: Moment): 'ready' | 'hidden' {
  const free = desk.visit.at === 'awaiting-card' && screen.overlay.at === 'nothing' && screen.view === 'station';
  const { station, queue } = desk;
  const chooses = station === 'consult' || (station !== 'register' && queue[station].length > 0);
  return free && !chooses && desk.reader.at === 'card' ? 'ready' : 'hidden';
}

export const registerCommands: readonly Command[] = [
  {
    id: 'begin-with-card',
    keys: ['enter'],
    label: messages.beginWithCard,
    section: 'visit',
    available: canBegin,
    run: (moment) => dispatching(moment, { kind: 'confirmed' }),
  },
  {
    id: 'choose-department',
    keys: ['enter'],
    label: messages.takeDepartment,
    section: 'visit',
    available: (moment) => listed(moment, 'department', messages.noSuchDepartment),
    run: chooseDepartment,
  },
  {
    id: 'choose-doctor',
    keys: ['enter'],
    label: messages.showFee,
    section: 'visit',
    available: (moment) => listed(moment, 'doctor', messages.noDoctorToday),
    run: chooseDoctor,
  },
  {
    id: 'next-kind',
    keys: ['tab'],
    label: messages.changeKind,
    section: 'visit',
    available: (moment) => (choosing(moment) ? 'ready' : 'hidden'),
    run: (moment) => turnKind(moment, 1),
  },
  {
    id: 'previous-kind',
    keys: ['shift+tab'],
    label: messages.previousKind,
    section: 'visit',
    helpOnly: true,
    available: (moment) => (choosing(moment) ? 'ready' : 'hidden'),
    run: (moment) => turnKind(moment, -1),
  },
  {
    id: 'back-to-department',
    keys: ['escape'],
    label: messages.backToDepartment,
    section: 'visit',
    available: (moment) => (choosing(moment)?.entry.at === 'doctor' ? 'ready' : 'hidden'),
    run: (moment) => {
      const at = choosing(moment);
      return stay(moment, {
        entry: { at: 'department', kind: at?.entry.kind ?? 0, field: emptyField, index: 0 },
      });
    },
  },
];
