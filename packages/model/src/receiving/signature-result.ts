/** Result of the signature check on a request that was listened for. */
export type SignatureResult =
  /**
   * Valid signature. `by` is the name of the test connection with the key; null where no connection
   * was needed.
   */
  | { is: 'right'; by: string | null }
  /** Reason, and what to do. */
  | { is: 'wrong' | 'unknown'; why: string }
  | { is: 'not-asked' }
