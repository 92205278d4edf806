import { describe, expect, it } from 'vitest'
import type { Change } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { beginFlow, emptyFlow, newId, sampleEnd, sampleFault, turnOn } from './samples.ts'

export const revisingSuite = (open: OpenStore): void => {
  describe('revising a flow', () => {
    const opened = openForEachTest(open)

    const next = (flowId: string) => ({
      revision: { id: newId(), flowId, createdAt: 7_000 },
      snapshot: {
        schemaVersion: 1 as const,
        flow: { id: flowId, name: 'Welcome new people by name', description: '', doc: emptyFlow },
        helpers: []
      }
    })

    it('freezes the next revision and makes it the running one, durably, and changes nothing else', async () => {
      const { store, reopen } = opened()
      const { id, flowId } = await turnOn(store)
      const before = await store.subscriptions.find(id)
      const params = next(flowId)
      const told: Change[] = []
      store.listen(change => told.push(change))
      const made = await store.subscriptions.revise(id, params)
      expect(made).toEqual({ ...params.revision, number: 2 })
      expect(told).toEqual([{ topic: 'subscriptions', ids: [id], of: [] }])
      const again = await reopen()
      const after = await again.subscriptions.find(id)
      expect(after).toEqual(
        before && { ...before, terms: { ...before.terms, revisionId: params.revision.id } }
      )
      expect(await again.subscriptions.revision(params.revision.id)).toEqual({
        revision: made,
        snapshot: params.snapshot
      })
      const old = await again.subscriptions.revision(before?.terms.revisionId ?? '')
      expect(old?.revision.number).toBe(1)
    })

    it('keeps the subscription of the flow', async () => {
      const { store } = opened()
      const { id, flowId } = await turnOn(store)
      await turnOn(store)
      const params = next(flowId)
      await store.subscriptions.revise(id, params)
      expect(await store.subscriptions.currentOf(flowId)).toEqual((await store.subscriptions.list(flowId))[0])
      expect(await store.subscriptions.currentOf(flowId)).toMatchObject({
        id,
        terms: { revisionId: params.revision.id }
      })
      expect(await store.subscriptions.currentOf(newId())).toBeNull()
    })

    it('continues the numbers of the flow, also while it is turning on', async () => {
      const { store } = opened()
      const { subscription } = await beginFlow(store)
      const { id, flowId } = subscription
      expect((await store.subscriptions.revise(id, next(flowId)))?.number).toBe(2)
      expect((await store.subscriptions.revise(id, next(flowId)))?.number).toBe(3)
    })

    it('changes no subscription that is no longer wanted', async () => {
      const { store } = opened()
      const { subscription, attempt, run } = await beginFlow(store)
      const { id, flowId } = subscription
      await store.subscriptions.endRegistering(id, {
        at: 5_000,
        how: 'refused',
        fault: sampleFault,
        attemptId: attempt.id,
        outcome: 'failed',
        run: run && sampleEnd(run.id),
        cleanup: null
      })
      const params = next(flowId)
      expect(await store.subscriptions.revise(id, params)).toBeNull()
      expect(await store.subscriptions.revise(newId(), params)).toBeNull()
      expect(await store.subscriptions.revision(params.revision.id)).toBeNull()
    })

    it('stores a snapshot of a draft next to the revisions, once while it is unchanged', async () => {
      const { store, reopen } = opened()
      const { id, flowId, terms } = await turnOn(store)
      const told: Change[] = []
      store.listen(change => told.push(change))
      const [draft, other] = [next(flowId), next(flowId)]
      other.snapshot.flow.name = 'Welcome new people by email'
      expect(await store.subscriptions.keepDraft(draft)).toBe(draft.revision.id)
      expect(await store.subscriptions.keepDraft(next(flowId))).toBe(draft.revision.id)
      expect(await store.subscriptions.keepDraft(other)).toBe(other.revision.id)
      expect(told).toEqual([])
      const again = await reopen()
      expect(await again.subscriptions.revision(draft.revision.id)).toEqual({
        revision: { ...draft.revision, number: 0 },
        snapshot: draft.snapshot
      })
      expect((await again.subscriptions.find(id))?.terms).toEqual(terms)
      expect((await again.subscriptions.revise(id, next(flowId)))?.number).toBe(2)
      await expect(again.subscriptions.keepDraft(next(newId()))).rejects.toMatchObject({ code: 'flow.gone' })
    })
  })
}
