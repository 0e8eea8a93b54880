// What a station asks a second person for: shapes only.

import type { Text } from '../../domain/language.ts';
import type { Approval, ApprovedAction } from '../../domain/operator.ts';
import type { DeskEvent } from '../../hospital/desk.ts';

export interface ApprovalWanted {
  readonly action: ApprovedAction;
  /** What the second person puts their name to: whom it is for, what it gives back. No identity or card number. */
  readonly about: Text;
  /** What the desk is told once they have. */
  readonly next: (approval: Approval) => DeskEvent;
}
