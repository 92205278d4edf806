/** Result of the signature check on a request that was listened for. */
export type HeardSignature =
  /** `by` is the name of the test connection whose key made it; null where no connection was needed for that. */
  | { is: 'right'; by: string | null }
  /** Why, and what to do. */
  | { is: 'wrong' | 'unknown'; why: string }
  | { is: 'not-asked' }
