import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { beginFlow, newId, sampleEntry, sampleFault } from './samples.ts'

export const cleanupSuite = (open: OpenStore): void => {
  describe('cleanup entries', () => {
    const opened = openForEachTest(open)

    const openEntry = async (store: Store) => {
      const { subscription, attempt } = await beginFlow(store)
      const entry = sampleEntry(subscription)
      await store.subscriptions.endRegistering(subscription.id, {
        at: 5_000,
        how: 'uncertain',
        fault: sampleFault,
        attemptId: attempt.id,
        outcome: 'uncertain',
        run: null,
        cleanup: entry
      })
      return entry
    }

    const byHand = { how: 'by-hand' as const, reason: 'Removed in the console.', at: 9_000 }

    it('counts the open ones of a flow', async () => {
      const { store } = opened()
      const [one, other] = [await openEntry(store), await openEntry(store)]
      expect(await store.cleanup.countOpen(one.flowId)).toBe(1)
      await store.cleanup.close(one.id, byHand)
      expect(await store.cleanup.countOpen(one.flowId)).toBe(0)
      expect(await store.cleanup.countOpen(other.flowId)).toBe(1)
      expect(await store.cleanup.countOpen(newId())).toBe(0)
    })

    it('lists open ones first, and the newest of each first', async () => {
      const { store } = opened()
      const [a, b, c, d] = [
        await openEntry(store),
        await openEntry(store),
        await openEntry(store),
        await openEntry(store)
      ]
      await store.cleanup.close(b.id, byHand)
      await store.cleanup.close(c.id, byHand)
      expect((await store.cleanup.list()).map(({ id }) => id)).toEqual([d.id, a.id, c.id, b.id])
    })

    it('closes an entry with its reason, also over a restart', async () => {
      const { store, reopen } = opened()
      const entry = await openEntry(store)
      await store.cleanup.close(entry.id, byHand)
      expect(await (await reopen()).cleanup.list()).toEqual([
        { ...entry, status: { is: 'closed', ...byHand } }
      ])
    })

    it('closes an entry once', async () => {
      const { store } = opened()
      const entry = await openEntry(store)
      await store.cleanup.close(entry.id, byHand)
      const again = store.cleanup.close(entry.id, { ...byHand, reason: 'Other.' })
      await expect(again).rejects.toMatchObject({ code: 'cleanup.closed' })
      expect(await store.cleanup.list()).toMatchObject([{ status: { reason: 'Removed in the console.' } }])
    })

    it('says that an unknown entry is gone', async () => {
      await expect(opened().store.cleanup.close(newId(), byHand)).rejects.toMatchObject({
        code: 'cleanup.gone'
      })
    })
  })
}
