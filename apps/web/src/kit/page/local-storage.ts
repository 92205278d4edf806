import type { Id } from '@hookwright/model'

const listeners = new Set<() => void>()

/** Stores a value in this browser and notifies all its users in every tab. */
export const storeLocally = (place: string, value: string): void => {
  localStorage.setItem(place, value)
  for (const listener of listeners) listener()
}

/** Calls back after a stored value has changed, in this tab or another one. Returns a function that unsubscribes. */
export const onLocalChange = (listener: () => void): (() => void) => {
  listeners.add(listener)
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

/**
 * Returns the storage key of the newest sample of a flow; a page can check that one exists without
 * reading it.
 */
export const samplePlaceOf = (flowId: Id): string => `hookwright.sample.${flowId}`
