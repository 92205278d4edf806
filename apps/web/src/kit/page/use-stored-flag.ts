import { useCallback, useSyncExternalStore } from 'react'
import { onLocalChange, storeLocally } from './local-storage.ts'

/** Boolean state stored in this browser, shared by all users of the same key. */
export const useStoredFlag = (key: string, initial: boolean): [boolean, (next: boolean) => void] => {
  const place = `hookwright.${key}`
  const value = useSyncExternalStore(onLocalChange, () => {
    const kept = localStorage.getItem(place)
    return kept === null ? initial : kept === 'true'
  })
  const change = useCallback((next: boolean): void => storeLocally(place, String(next)), [place])
  return [value, change]
}
