import type { Millis } from '@hookwright/model'
import { useEffect, useRef, useState } from 'react'

/** Returns a value that changes at most once per time, so that each of a burst is seen or left out, but never cut off. */
export const useSpaced = <Value>(value: Value, spacing: Millis): Value => {
  const [shown, setShown] = useState(value)
  const changedAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    if (value === shown) return
    const wait = changedAt.current + spacing - performance.now()
    const timer = setTimeout(
      () => {
        changedAt.current = performance.now()
        setShown(value)
      },
      Math.max(0, wait)
    )
    return () => clearTimeout(timer)
  }, [value, shown, spacing])
  return shown
}
