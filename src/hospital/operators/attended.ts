// Whether somebody works at a counter, and how they came to.

export type Attended =
  /** By the roster, without a password: the counter of practice. */
  | { readonly at: 'by-roster' }
  | { readonly at: 'signed-in'; readonly practice: boolean }
  /** Nobody works here until somebody signs in. */
  | { readonly at: 'locked' };
