import { useState } from 'react'

/**
 * Returns the value, or the last non-null value while it is null. Content can then stay visible while it
 * fades out.
 */
export const useLastValue = <Value>(value: Value | null): Value | null => {
  const [kept, setKept] = useState(value)
  if (value !== null && value !== kept) setKept(value)
  return value ?? kept
}
