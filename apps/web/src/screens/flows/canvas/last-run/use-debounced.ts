import { useEffect, useRef, useState } from 'react'

/** Time without another change after which a burst is over, in milliseconds. */
const REST = 500

/**
 * Debounces a value on both edges. The first change of a burst applies at once, the rest together at its end, so that a
 * burst is rendered twice.
 */
export const useDebounced = <Value>(value: Value): Value => {
  const [debounced, setDebounced] = useState(value)
  const followed = useRef(value)
  const changedAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    if (Object.is(value, followed.current)) return
    const follow = (): void => {
      followed.current = value
      setDebounced(value)
    }
    const now = performance.now()
    const isBurst = now - changedAt.current < REST
    changedAt.current = now
    if (!isBurst) return follow()
    const timer = setTimeout(follow, REST)
    return () => clearTimeout(timer)
  }, [value])
  return debounced
}
