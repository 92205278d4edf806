import type { Attempt, CleanupEntry } from '@hookwright/model'
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

    const tryOf = ({ subscriptionId }: CleanupEntry): Attempt => ({
      id: newId(),
      subscriptionId,
      kind: 'cleanup',
      outcome: 'running',
      startedAt: 50_000,
      endedAt: null,
      fault: null,
      runId: null
    })

    const byHand = { how: 'by-hand' as const, reason: 'Removed in the console.', at: 9_000 }

    it('are counted by flow while they are open', async () => {
      const { store } = opened()
      const [one, other] = [await openEntry(store), await openEntry(store)]
      expect(await store.cleanup.countOpen(one.flowId)).toBe(1)
      await store.cleanup.close(one.id, byHand)
      expect(await store.cleanup.countOpen(one.flowId)).toBe(0)
      expect(await store.cleanup.countOpen(other.flowId)).toBe(1)
      expect(await store.cleanup.countOpen(newId())).toBe(0)
    })

    it('are missing for uncertain registrations until a closed one is stored', async () => {
      const { store } = opened()
      await openEntry(store)
      const { subscription, attempt } = await beginFlow(store)
      const { id, flowId } = subscription
      expect(await store.subscriptions.uncertain()).toEqual([])
      const uncertain = { how: 'uncertain', outcome: 'uncertain', run: null, cleanup: null } as const
      const end = { ...uncertain, at: 5_000, fault: sampleFault, attemptId: attempt.id }
      await store.subscriptions.endRegistering(id, end)
      expect(await store.subscriptions.uncertain()).toEqual([{ id, flowId }])
      await store.cleanup.addClosed({ ...sampleEntry(subscription), status: { is: 'closed', ...byHand } })
      expect(await store.subscriptions.uncertain()).toEqual([])
    })

    it('are listed open ones first, newest first', async () => {
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

    it('are closed with a reason, also over a restart', async () => {
      const { store, reopen } = opened()
      const entry = await openEntry(store)
      await store.cleanup.close(entry.id, byHand)
      expect(await (await reopen()).cleanup.list()).toEqual([
        { ...entry, status: { is: 'closed', ...byHand } }
      ])
    })

    it('are closed once', async () => {
      const { store } = opened()
      const entry = await openEntry(store)
      await store.cleanup.close(entry.id, byHand)
      const again = store.cleanup.close(entry.id, { ...byHand, reason: 'Other.' })
      await expect(again).rejects.toMatchObject({ code: 'cleanup.closed' })
      expect(await store.cleanup.list()).toMatchObject([{ status: { reason: 'Removed in the console.' } }])
    })

    it('count each try, begin its attempt, and plan the next', async () => {
      const { store, reopen } = opened()
      const entry = await openEntry(store)
      const attempt = tryOf(entry)
      await store.cleanup.beginTry(entry.id, { attempt, run: null, nextAt: 90_000 })
      const again = await reopen()
      expect(await again.cleanup.find(entry.id)).toEqual({ ...entry, tries: 1, nextAt: 90_000 })
      expect((await again.subscriptions.attemptsOf(entry.subscriptionId)).at(-1)).toEqual(attempt)
      expect(await again.cleanup.interrupted()).toEqual([attempt])
      const end = {
        at: 91_000,
        attemptId: attempt.id,
        outcome: 'failed' as const,
        fault: sampleFault,
        run: null
      }
      await again.subscriptions.endAttempt(entry.subscriptionId, { ...end, closes: null })
      expect(await again.cleanup.interrupted()).toEqual([])
      await again.cleanup.close(entry.id, byHand)
      const late = again.cleanup.beginTry(entry.id, { attempt: tryOf(entry), run: null, nextAt: null })
      await expect(late).rejects.toMatchObject({ code: 'cleanup.closed' })
      const unknown = again.cleanup.beginTry(newId(), { attempt: tryOf(entry), run: null, nextAt: null })
      await expect(unknown).rejects.toMatchObject({ code: 'cleanup.gone' })
      expect(await again.cleanup.find(newId())).toBeNull()
    })

    it('list open ones with automatic retries, the next first', async () => {
      const { store } = opened()
      const [a, b, byHandOnly, closed] = [
        await openEntry(store),
        await openEntry(store),
        await openEntry(store),
        await openEntry(store)
      ]
      const plan = (entry: CleanupEntry, nextAt: number) =>
        store.cleanup.beginTry(entry.id, { attempt: tryOf(entry), run: null, nextAt })
      await plan(a, 80_000)
      await plan(b, 70_000)
      await plan(closed, 60_000)
      await store.cleanup.close(closed.id, byHand)
      expect((await store.cleanup.planned(9)).map(({ id }) => id)).toEqual([b.id, a.id])
      expect((await store.cleanup.planned(1)).map(({ id }) => id)).toEqual([b.id])
      const attempt = tryOf(byHandOnly)
      const { subscriptionId } = byHandOnly
      await store.subscriptions.beginAttempt(subscriptionId, { attempt, run: null, registrationData: null })
      const end = { at: 9_000, attemptId: attempt.id, outcome: 'failed' as const, fault: null, run: null }
      await store.subscriptions.endAttempt(subscriptionId, { ...end, nextAt: 10_000, closes: null })
      expect((await store.cleanup.planned(1)).map(({ id }) => id)).toEqual([byHandOnly.id])
    })

    it('that are unknown throw a fault', async () => {
      await expect(opened().store.cleanup.close(newId(), byHand)).rejects.toMatchObject({
        code: 'cleanup.gone'
      })
    })
  })
}
