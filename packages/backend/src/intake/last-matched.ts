import { type Id, type MatchedKeys, type Millis, SECOND } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'

/** Last matching key of each scheme, written to the store now and then, not for each delivery. */
export interface LastMatched {
  note: (subscriptionId: Id, matched: MatchedKeys, by: { scheme: string; key: number }, at: Millis) => void
  /** As it is now, where so much of it is kept. */
  of: (subscription: { id: Id; matched: MatchedKeys }) => MatchedKeys
  /** Writes down what is not yet; for a stop. */
  flush: () => Promise<void>
}

const REST = 30 * SECOND

export const createLastMatched = ({ store, outside }: { store: Store; outside: Effects }): LastMatched => {
  let fresh = new Map<Id, MatchedKeys>()
  let cancel: (() => void) | null = null

  const flush = async (): Promise<void> => {
    cancel?.()
    cancel = null
    const notes = fresh
    fresh = new Map()
    for (const [id, matched] of notes) {
      await store.subscriptions.noteMatched(id, matched).catch(thrown => {
        outside.log('The last matching key could not be saved.', { subscription: id, cause: String(thrown) })
      })
    }
  }

  return {
    note: (subscriptionId, matched, { scheme, key }, at) => {
      const last = matched[scheme]
      if (last?.key === key) last.at = at
      else matched[scheme] = { key, at }
      fresh.set(subscriptionId, matched)
      cancel ??= outside.after(REST, flush)
    },
    of: ({ id, matched }) => fresh.get(id) ?? matched,
    flush
  }
}
