import { afterEach, beforeEach } from 'vitest'
import type { Store } from '../store.ts'

/** A store opened for one test. */
export interface Opened {
  store: Store
  /** Closes the store and reopens its data. */
  reopen: () => Promise<Store>
  /** Closes everything and deletes the data. */
  close: () => Promise<void>
}

/** Opens an empty store. */
export type OpenStore = () => Promise<Opened>

/** Opens a store before each test of a `describe` and closes it after; returns how to get at it. */
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
