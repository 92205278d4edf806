import { useEffect, useRef, useState } from 'react'

/** Time without another change after which a burst is over, in milliseconds. */
const REST = 500

/**
 * Follows a value at once, but in a burst only its first change and the state afterwards, so that what is drawn from it
 * is not drawn again for each.
 */
export const useCalm = <Value>(value: Value): Value => {
  const [calm, setCalm] = useState(value)
  const followed = useRef(value)
  const changedAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    if (Object.is(value, followed.current)) return
    const follow = (): void => {
      followed.current = value
      setCalm(value)
    }
    const now = performance.now()
    const isBurst = now - changedAt.current < REST
    changedAt.current = now
    if (!isBurst) return follow()
    const timer = setTimeout(follow, REST)
    return () => clearTimeout(timer)
  }, [value])
  return calm
}
