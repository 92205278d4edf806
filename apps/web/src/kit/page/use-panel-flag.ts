import { useCallback, useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
/** State of the panels in this tab, by storage key; null for a panel that was never opened or closed. */
const open = new Map<string, string | null>()

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/**
 * Reads the stored state from this tab's storage, otherwise from this browser's. `null` if there is none or
 * storage is blocked.
 */
const readStored = (place: string): string | null => {
  try {
    return sessionStorage.getItem(place) ?? localStorage.getItem(place)
  } catch {
    return null
  }
}

/**
 * Stores the state for this tab and as the default for new tabs. If storage is blocked or full, the state
 * lasts until the next reload.
 */
const store = (place: string, value: string): void => {
  try {
    sessionStorage.setItem(place, value)
    localStorage.setItem(place, value)
  } catch {
    // The panel opens all the same.
  }
}

/** Returns the state in this tab; without one, the last state stored in this browser. */
const readState = (place: string): string | null => {
  const known = open.get(place)
  if (known !== undefined) return known
  const stored = readStored(place)
  open.set(place, stored)
  return stored
}

/**
 * Returns the open or closed state of a panel in this tab, and a setter.
 *
 * The state survives a reload and does not affect other open tabs. A new tab starts with the last state in
 * this browser.
 */
export const usePanelFlag = (key: string, initial: boolean): [boolean, (next: boolean) => void] => {
  const place = `hookwright.${key}`
  const stored = useSyncExternalStore(subscribe, () => readState(place))
  const change = useCallback(
    (next: boolean): void => {
      const value = String(next)
      open.set(place, value)
      for (const listener of listeners) listener()
      store(place, value)
    },
    [place]
  )
  return [stored === null ? initial : stored === 'true', change]
}
