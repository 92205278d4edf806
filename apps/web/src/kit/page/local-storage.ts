import type { Id } from '@hookwright/model'

const listeners = new Set<() => void>()

/** Stores a value in this browser and notifies subscribers in every tab. */
export const storeLocally = (place: string, value: string): void => {
  localStorage.setItem(place, value)
  for (const listener of listeners) listener()
}

/**
 * Calls `listener` after a stored value has changed, in this tab or another one. Returns a function that
 * unsubscribes.
 */
export const onLocalChange = (listener: () => void): (() => void) => {
  listeners.add(listener)
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

/**
 * Returns the storage key for the newest sample of a flow. With it, a page can check for a sample without
 * parsing it.
 */
export const samplePlaceOf = (flowId: Id): string => `hookwright.sample.${flowId}`
