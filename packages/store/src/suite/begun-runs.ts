import { describe, expect, it } from 'vitest'
import type { BatchRequest, BatchResult, RunFilter, RunRow, Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import {
  acceptOne,
  beginFlow,
  firstRunOf,
  keepFlow,
  newId,
  sampleConnector,
  sampleEnd,
  turnOn
} from './samples.ts'

const most = { depth: 2, runs: 3 }

/** Repeats a batched operation until it is done. */
const through = async (take: (of: BatchRequest) => Promise<BatchResult>): Promise<void> => {
  let after: string | null = null
  do {
    after = (await take({ before: Number.MAX_SAFE_INTEGER, after })).next
  } while (after !== null)
}

export const begunRunSuite = (open: OpenStore): void => {
  describe('runs that another run starts', () => {
    const opened = openForEachTest(open)

    /** Creates the first run of an event that has not started another run yet. */
    const callerIn = async (store: Store) => {
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription)
      return firstRunOf(subscription, delivery, { status: { is: 'running' }, finishedAt: null, steps: null })
    }

    const begunOf = (caller: RunRow, until = 9_000): RunRow => ({
      ...caller,
      id: newId(),
      deliveryId: null,
      status: { is: 'waiting', until, at: [], waitsFor: { is: 'asked' } }
    })

    const begin = (store: Store, caller: RunRow, runs: RunRow[], key = 'call') =>
      store.runs.record(
        caller,
        { key, safe: false, result: 'sealed' },
        { runs: runs.map(run => ({ run, record: { sealed: run.id }, until: 9_000 })), most }
      )

    it('are due with the journal entry of the run that starts them, and name it', async () => {
      const caller = await callerIn(opened().store)
      const [one, two] = [begunOf(caller), begunOf(caller)]
      await begin(opened().store, caller, [one, two])
      const store = await opened().reopen()
      expect((await store.runs.journalOf(caller.id)).size).toBe(1)
      expect(await store.waits.due({ to: 9_000, limit: 9 })).toMatchObject(
        [one, two]
          .map(({ id }) => ({ id, deliveryId: id, until: 9_000 }))
          .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      )
      expect(await store.waits.find(one.id)).toEqual({ run: one, record: { sealed: one.id } })
      expect(await store.runs.childCallsOf(caller.id)).toMatchObject({
        caller: null,
        called: [{ id: one.id }, { id: two.id }]
      })
      expect(await store.runs.childCallsOf(one.id)).toMatchObject({ caller: { id: caller.id }, called: [] })
    })

    it('leave no row if they cannot start, and the card does not end either', async () => {
      const { store } = opened()
      const caller = await callerIn(store)
      const one = begunOf(caller)
      await expect(begin(store, caller, [one, one])).rejects.toMatchObject({ code: 'storage.failed' })
      expect(await store.runs.journalOf(caller.id)).toEqual(new Map())
      expect(await store.runs.find(one.id)).toBeNull()
    })

    it('have a limited depth and number', async () => {
      const { store } = opened()
      const caller = await callerIn(store)
      const first = begunOf(caller)
      const second = begunOf(caller)
      await begin(store, caller, [first])
      await begin(store, first, [second])
      await expect(begin(store, second, [begunOf(caller)])).rejects.toMatchObject({
        code: 'run.calls-too-deep'
      })
      await begin(store, caller, [begunOf(caller)], 'again')
      await expect(begin(store, caller, [begunOf(caller)], 'once more')).rejects.toMatchObject({
        code: 'run.too-many-calls'
      })
    })

    it('are deleted when they are old, in any order', async () => {
      const { store } = opened()
      const caller = await callerIn(store)
      const one = begunOf(caller)
      await begin(store, caller, [one])
      await store.runs.finish(sampleEnd(one.id), { erase: false, woken: true })
      await callerIn(store)
      await store.runs.begin({ ...(await callerIn(store)), startedAt: Number.MAX_SAFE_INTEGER })
      await through(store.keeping.forgetRows)
      expect(await store.runs.find(one.id)).toBeNull()
      expect(await store.runs.childCallsOf(caller.id)).toMatchObject({ called: [] })
    })

    /**
     * Creates a chain of three runs: `caller` is the run of an event, starts `first`, and that starts
     * `second`. The last two belong to a helper flow.
     */
    const chainIn = async (store: Store) => {
      const caller = await callerIn(store)
      const helper = await keepFlow(store, { connectorId: null })
      const first = { ...begunOf(caller), flowId: helper.id }
      const second = { ...begunOf(caller), flowId: helper.id }
      await begin(store, caller, [first])
      await begin(store, first, [second])
      return { caller, helper, first, second }
    }

    const endAll = async (store: Store, runs: RunRow[]) => {
      for (const { id } of runs) await store.runs.finish(sampleEnd(id), { erase: false, woken: true })
    }

    const bareOf = async (store: Store, { id }: RunRow) => {
      const found = await store.runs.find(id)
      return found?.steps === null && found.result === null
    }

    it('are put on hold for their root flow, as for their own', async () => {
      const { store } = opened()
      const { caller, helper, first, second } = await chainIn(store)
      const both = [first.id, second.id].toSorted()
      expect((await store.waits.ofFlow(caller.flowId)).toSorted()).toEqual(both)
      expect((await store.waits.ofFlow(helper.id)).toSorted()).toEqual(both)
      for (const flowId of [caller.flowId, helper.id])
        expect(await store.waits.count({ flowId })).toEqual({ onHold: 0, held: 0, waiting: 2 })
      await endAll(store, [first, second])
      expect(await store.waits.ofFlow(caller.flowId)).toEqual([])
    })

    it('are listed with the runs of their root flow, for its owner only', async () => {
      const { store } = opened()
      const { id: connectorId } = sampleConnector()
      await store.connectors.add(sampleConnector({ id: connectorId }))
      const helper = await keepFlow(store, { connectorId, ownerId: 'mia' })
      /** Creates an event's run of an owner, and the run of the maker's helper flow that it started. */
      const callIn = async (ownerId: string) => {
        const flow = await keepFlow(store, { ownerId })
        const { subscription } = await beginFlow(store, flow.id)
        const delivery = await acceptOne(store, subscription)
        const caller = firstRunOf(subscription, delivery)
        const called = { ...begunOf(caller), flowId: helper.id }
        await begin(store, caller, [called])
        return { caller, called }
      }
      const [ann, bea] = [await callIn('ann'), await callIn('bea')]
      const listed = async (filter: Partial<RunFilter>) =>
        (await store.runs.list({ limit: 2, ...filter })).rows.map(({ id }) => id)
      const both = [ann.called.id, ann.caller.id]
      expect(await listed({ scope: { ownerId: 'ann' } })).toEqual(both)
      expect(await listed({ scope: { flowId: ann.caller.flowId } })).toEqual(both)
      expect(await listed({ scope: { flowId: ann.caller.flowId }, status: 'waiting' })).toEqual([
        ann.called.id
      ])
      expect(await listed({ scope: { ownerId: 'bea' }, limit: 1 })).toEqual([bea.called.id])
      expect(await listed({ scope: { ownerId: 'mia' } })).toEqual([])

      const next = { ...begunOf(bea.caller), flowId: helper.id }
      await begin(store, bea.caller, [next], 'again')
      expect(await store.runs.beside(ann.called.id)).toEqual({ previous: null, next: null })
      expect(await store.runs.beside(next.id)).toEqual({ previous: bea.called.id, next: null })
    })

    it('have the delivery of their root run, while that exists', async () => {
      const { store } = opened()
      const { caller, first, second } = await chainIn(store)
      for (const { id } of [first, second]) {
        expect(await store.runs.rootDeliveryOf(id)).toEqual({ deliveryId: caller.deliveryId })
      }
      expect(await store.runs.rootDeliveryOf(caller.id)).toBeNull()
      expect(await store.runs.rootDeliveryOf(newId())).toBeNull()
    })

    it('lose their values with those of their root flow, and of no other', async () => {
      const { store } = opened()
      const { caller, first, second } = await chainIn(store)
      const other = await chainIn(store)
      await endAll(store, [first, other.first])
      const clear = (of: BatchRequest) => store.keeping.clear(caller.flowId, of)
      await through(clear)
      expect(await bareOf(store, first)).toBe(true)
      expect(await bareOf(store, other.first)).toBe(false)
      await endAll(store, [second])
      await through(clear)
      expect(await bareOf(store, second)).toBe(true)
    })

    it('are counted once in the stored data of their root flow', async () => {
      const { store } = opened()
      const { caller, helper, first, second } = await chainIn(store)
      await store.runs.finish(sampleEnd(caller.id), { erase: false })
      await endAll(store, [first, second])
      const own = begunOf(caller)
      await begin(store, caller, [own], 'again')
      await endAll(store, [own])
      expect(await store.keeping.measure(caller.flowId)).toMatchObject({ runs: 4, more: false })
      expect(await store.keeping.measure(helper.id)).toMatchObject({ runs: 2 })
    })

    it('lose their values when they are old', async () => {
      const { store } = opened()
      const { caller, first, second } = await chainIn(store)
      await store.runs.finish(sampleEnd(caller.id), { erase: false })
      await endAll(store, [first, second])
      await through(store.keeping.forgetValues)
      for (const run of [first, second]) expect(await bareOf(store, run)).toBe(true)
    })
  })
}
