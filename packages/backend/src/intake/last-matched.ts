import { type Id, type MatchedKeys, type Millis, SECOND } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'

export type LastMatched = ReturnType<typeof createLastMatched>

const REST = 30 * SECOND

/**
 * Cache of the keys that last matched a request, one for each signature scheme. The keys are stored
 * periodically, not for each delivery.
 */
export const createLastMatched = ({ store, effects }: { store: Store; effects: Effects }) => {
  let fresh = new Map<Id, MatchedKeys>()
  let cancel: (() => void) | null = null

  const flush = async (): Promise<void> => {
    cancel?.()
    cancel = null
    const notes = fresh
    fresh = new Map()
    for (const [id, matched] of notes) {
      await store.subscriptions.noteMatched(id, matched).catch(thrown => {
        effects.log('The key that matched a signature could not be saved.', {
          subscription: id,
          cause: String(thrown)
        })
      })
    }
  }

  return {
    note: (
      subscriptionId: Id,
      matched: MatchedKeys,
      { scheme, key }: { scheme: string; key: number },
      at: Millis
    ): void => {
      const last = matched[scheme]
      if (last?.key === key) last.at = at
      else matched[scheme] = { key, at }
      fresh.set(subscriptionId, matched)
      cancel ??= effects.after(REST, flush)
    },
    /** Returns the last matching keys, including those not yet written. */
    of: ({ id, matched }: { id: Id; matched: MatchedKeys }): MatchedKeys => fresh.get(id) ?? matched,
    /** Writes all pending keys. Called during shutdown. */
    flush
  }
}
