import { useState } from 'react'

/** Returns the last value that was not null, so that what is drawn of it neither goes nor comes back. */
export const useLastValue = <Value>(value: Value | null): Value | null => {
  const [kept, setKept] = useState(value)
  if (value !== null && value !== kept) setKept(value)
  return value ?? kept
}
