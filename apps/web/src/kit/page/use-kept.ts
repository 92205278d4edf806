import { useCallback, useSyncExternalStore } from 'react'
import { keep, onKept } from './kept.ts'

/** Boolean state stored in this browser, shared by all users of the same key. */
export const useKept = (key: string, initial: boolean): [boolean, (next: boolean) => void] => {
  const place = `hookwright.${key}`
  const value = useSyncExternalStore(onKept, () => {
    const kept = localStorage.getItem(place)
    return kept === null ? initial : kept === 'true'
  })
  const change = useCallback((next: boolean): void => keep(place, String(next)), [place])
  return [value, change]
}
