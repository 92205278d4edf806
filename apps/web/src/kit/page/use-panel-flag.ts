import { useCallback, useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
/** State of the panels in this tab, by place; null where nobody has chosen yet. */
const open = new Map<string, string | null>()

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Reads the choice of this tab, otherwise that of this browser; null without one, and where storage is blocked. */
const readStored = (place: string): string | null => {
  try {
    return sessionStorage.getItem(place) ?? localStorage.getItem(place)
  } catch {
    return null
  }
}

/** Stores a choice for this tab and for new ones. Where storage is blocked or full, it lasts until the next reload. */
const store = (place: string, value: string): void => {
  try {
    sessionStorage.setItem(place, value)
    localStorage.setItem(place, value)
  } catch {
    // The panel opens all the same.
  }
}

/** Returns the stored state: the choice of this tab, otherwise the last one in this browser. */
const readState = (place: string): string | null => {
  const known = open.get(place)
  if (known !== undefined) return known
  const stored = readStored(place)
  open.set(place, stored)
  return stored
}

/**
 * State of a panel in this tab, open or closed. Survives a reload. Other tabs keep theirs, and a new tab starts with the
 * last choice in this browser.
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
