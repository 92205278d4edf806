import { useCallback, useSyncExternalStore } from 'react'
import { onLocalChange, storeLocally } from './local-storage.ts'

/** Boolean state stored in this browser, shared by all users of the same key. */
export const useStoredFlag = (key: string, initial: boolean): [boolean, (next: boolean) => void] => {
  const place = `hookwright.${key}`
  const value = useSyncExternalStore(onLocalChange, () => {
    const stored = localStorage.getItem(place)
    return stored === null ? initial : stored === 'true'
  })
  const change = useCallback((next: boolean): void => storeLocally(place, String(next)), [place])
  return [value, change]
}
