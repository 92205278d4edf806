import type { Id } from '@hookwright/model'
import { useCallback, useState } from 'react'

const PLACE = 'hookwright.replays'

/**
 * Returns the id of the bulk replay to show until dismissed, stored in this browser, and a function that changes it.
 */
export const useRemembered = (): [Id | null, (next: Id | null) => void] => {
  const [value, setValue] = useState<Id | null>(() => localStorage.getItem(PLACE))
  const change = useCallback((next: Id | null): void => {
    if (next === null) localStorage.removeItem(PLACE)
    else localStorage.setItem(PLACE, next)
    setValue(next)
  }, [])
  return [value, change]
}
