import type { Millis } from '@hookwright/model'
import { useEffect, useState } from 'react'

/** Returns the current time and updates it at this interval; null for no updates. */
export const useNow = (every: Millis | null): Millis => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (every === null) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
