import { useCallback, useSyncExternalStore } from 'react'
import { onLocalChange, storeLocally } from './local-storage.ts'

/**
 * Returns a boolean stored in this browser, and a setter. All components with the same key share the value.
 */
export const useStoredFlag = (key: string, initial: boolean): [boolean, (next: boolean) => void] => {
  const place = `hookwright.${key}`
  const value = useSyncExternalStore(onLocalChange, () => {
    const stored = localStorage.getItem(place)
    return stored === null ? initial : stored === 'true'
  })
  const change = useCallback((next: boolean): void => storeLocally(place, String(next)), [place])
  return [value, change]
}
