// Who works at a hospital, what they may do alone, and what needs a second person beside them.

/** The roles of the house: a window, a consulting room, whoever answers for a window, whoever teaches. */
export type Role = 'cashier' | 'doctor' | 'supervisor' | 'trainer';

export interface Operator {
  /** 4 digits or more, unique in the hospital. */
  readonly code: string;
  readonly name: string;
  readonly role: Role;
}

/** What one person may not do alone: to give money back, to take a settlement back, to decide on another window's row. */
export type ApprovedAction = 'refund' | 'reversal' | 'reconcile-for-another';

/** A second person's word, given with their own password: never the one who asks. */
export interface Approval {
  readonly action: ApprovedAction;
  readonly by: Operator;
  /** Whom it was given to. */
  readonly to: Operator;
}
