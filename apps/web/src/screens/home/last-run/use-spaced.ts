import type { Millis } from '@hookwright/model'
import { useEffect, useRef, useState } from 'react'

/**
 * Returns the newest value, but changes to another item at most once per `spacing`.
 *
 * `keyOf` identifies the item; items in between are skipped. A new value of the same item is returned
 * immediately.
 */
export const useSpaced = <Value>(value: Value, spacing: Millis, keyOf: (value: Value) => string): Value => {
  const [shown, setShown] = useState(value)
  const changedAt = useRef(Number.NEGATIVE_INFINITY)
  const isSame = keyOf(value) === keyOf(shown)
  // Kept for when the next one comes.
  if (isSame && value !== shown) setShown(value)
  useEffect(() => {
    if (isSame) return
    const wait = changedAt.current + spacing - performance.now()
    const timer = setTimeout(
      () => {
        changedAt.current = performance.now()
        setShown(value)
      },
      Math.max(0, wait)
    )
    return () => clearTimeout(timer)
  }, [value, isSame, spacing])
  return isSame ? value : shown
}
