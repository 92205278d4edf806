/** Result of checking the signature of a captured request. Such requests are received only for testing. */
export type SignatureResult =
  /**
   * Valid signature. `by` is the name of the test connection with the key; null where no connection
   * was needed.
   */
  | { is: 'right'; by: string | null }
  /** Invalid or uncheckable signature. `why` contains the reason and the fix. */
  | { is: 'wrong' | 'unknown'; why: string }
  | { is: 'not-asked' }
