import { useEffect, useRef, useState } from 'react'

/** Time without a change that ends a burst, in milliseconds. */
const REST = 500

/**
 * Debounces a value on both edges. The first change of a burst applies immediately, and the last one at its
 * end, so a burst renders only twice.
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
