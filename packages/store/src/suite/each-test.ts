import { afterEach, beforeEach } from 'vitest'
import type { Store } from '../store.ts'

/** Store that is opened for one test. */
export interface Opened {
  store: Store
  /** Closes the store and reopens its data. */
  reopen: () => Promise<Store>
  /** Closes everything and deletes the data. */
  close: () => Promise<void>
}

/** Function that opens an empty store. */
export type OpenStore = () => Promise<Opened>

/**
 * Opens a store before each test of a `describe` and closes it after the test. Returns a function that
 * returns the current store.
 */
export const openForEachTest = (open: OpenStore): (() => Opened) => {
  let opened: Opened | null = null
  beforeEach(async () => {
    opened = await open()
  })
  afterEach(async () => {
    await opened?.close()
    opened = null
  })
  return () => {
    if (opened === null) throw new Error('The store is open inside a test only.')
    return opened
  }
}
