import { describe, expect, it } from 'vitest'
import type { AgentCallRow, AgentToolRow, Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { acceptOne, beginOff, firstRunOf, newId, turnOn } from './samples.ts'

const newTool = (flowId: string, over: Partial<AgentToolRow> = {}): AgentToolRow => ({
  ...{ id: newId(), ownerId: 'ann', name: 'tracker_create_issue', flowId },
  ...{ connectorId: newId(), actionFlowId: newId(), connectionId: null },
  ...{ exposed: true, asksFirst: false, createdAt: 1_000 },
  ...over
})

const newCall = (toolId: string, over: Partial<AgentCallRow> = {}): AgentCallRow => ({
  ...{
    id: newId(),
    toolId,
    ownerId: 'ann',
    idempotencyKey: null,
    argumentsHash: null,
    at: 2_000,
    askedUntil: null,
    decision: null
  },
  client: { key: 'oauth:one', name: 'Example Agent', host: 'agent.example' },
  ...over
})

const add = (store: Store, call: AgentCallRow) => store.agentCalls.add(call, { most: 100, startedSince: 0 })

export const agentToolSuite = (open: OpenStore): void => {
  describe('tools of agents', () => {
    const opened = openForEachTest(open)

    const addTool = async (store: Store, over: Partial<AgentToolRow> = {}) => {
      const subscription = await turnOn(store)
      const tool = newTool(subscription.flowId, over)
      await store.agentTools.add(tool)
      return { subscription, tool }
    }

    /** Stores the run of a call, on hold. */
    const hold = async (store: Store, { subscription }: Awaited<ReturnType<typeof addTool>>, id: string) => {
      const delivery = await acceptOne(store, subscription, { id })
      const status = { is: 'on-hold' as const, why: 'The call waits for approval.' }
      const run = firstRunOf(subscription, delivery, { status, finishedAt: 3_000, steps: null, result: null })
      const none = { draws: [], wait: null, record: null, until: null, orderKey: null }
      await store.waits.suspend(run, none)
    }

    it('are kept over a restart, changed, and listed by owner', async () => {
      const { store, reopen } = opened()
      const { tool } = await addTool(store)
      await addTool(store, { ownerId: 'bob' })
      const again = await reopen()
      expect(await again.agentTools.find(tool.id)).toEqual(tool)
      await again.agentTools.change(tool.id, { exposed: false, asksFirst: true })
      expect(await again.agentTools.ofOwner('ann')).toEqual([{ ...tool, exposed: false, asksFirst: true }])
      await expect(again.agentTools.change(newId(), { exposed: true })).rejects.toMatchObject({
        code: 'agents.tool-gone'
      })
    })

    it('have a unique name for their owner', async () => {
      const { store } = opened()
      await addTool(store)
      await addTool(store, { ownerId: 'bob' })
      await expect(addTool(store)).rejects.toMatchObject({ code: 'agents.tool-name-taken' })
      expect(await store.agentTools.namesOf('ann')).toEqual(['tracker_create_issue'])
      await expect(store.agentTools.add(newTool(newId(), { name: 'other' }))).rejects.toMatchObject({
        code: 'flow.gone'
      })
    })

    it('are called, once for an idempotency key of a client', async () => {
      const { store } = opened()
      const { tool } = await addTool(store)
      const call = newCall(tool.id, { idempotencyKey: 'one', argumentsHash: 'a1' })
      expect(await add(store, call)).toEqual({ is: 'added' })
      expect(await add(store, newCall(tool.id, { idempotencyKey: 'one' }))).toEqual({ is: 'earlier', call })
      const other = newCall(tool.id, {
        idempotencyKey: 'one',
        client: { key: 'oauth:two', name: 'Second Agent', host: null }
      })
      expect(await add(store, other)).toEqual({ is: 'added' })
      expect(await store.agentCalls.find(call.id)).toEqual(call)
      await expect(add(store, newCall(newId()))).rejects.toMatchObject({ code: 'agents.tool-gone' })
    })

    it('have calls that are listed by owner and client, newest first, and deleted later', async () => {
      const { store } = opened()
      const { tool } = await addTool(store)
      const calls = [1_000, 2_000, 3_000].map(at => newCall(tool.id, { at }))
      for (const call of calls) await add(store, call)
      const ids = async (filter: { clientKey?: string; before?: string; limit: number }) =>
        (await store.agentCalls.list({ ownerId: 'ann', ...filter })).map(({ id }) => id)
      expect(await ids({ limit: 2 })).toEqual([calls[2]?.id, calls[1]?.id])
      expect(await ids({ limit: 9, before: calls[1]?.id ?? '' })).toEqual([calls[0]?.id])
      expect(await ids({ limit: 9, clientKey: 'oauth:two' })).toEqual([])
      expect(await store.agentCalls.forget(2_500, 9)).toBe(2)
      expect(await ids({ limit: 9 })).toEqual([calls[2]?.id])
    })

    it('have calls that wait for a decision while their run is on hold', async () => {
      const { store } = opened()
      const made = await addTool(store)
      const call = newCall(made.tool.id, { askedUntil: 9_000 })
      await add(store, call)
      expect(await store.agentCalls.waiting(null)).toEqual([])
      await hold(store, made, call.id)
      expect(await store.agentCalls.waiting('ann')).toEqual([call])
      expect(await store.agentCalls.onHold()).toEqual([call])
      expect(await store.agentCalls.waiting('bob')).toEqual([])
      const decision = { is: 'approved' as const, by: 'ann', at: 4_000 }
      expect(await store.agentCalls.decide(call.id, decision)).toBe(true)
      expect(await store.agentCalls.decide(call.id, { ...decision, is: 'refused' })).toBe(false)
      expect(await store.agentCalls.waiting(null)).toEqual([])
      expect(await store.agentCalls.onHold()).toEqual([{ ...call, decision }])
      await store.waits.goOn(call.id, 5_000)
      expect(await store.agentCalls.onHold()).toEqual([])
    })

    it('have a limited number of waiting calls, also of those added at once', async () => {
      const { store } = opened()
      const made = await addTool(store)
      const asking = (over: Partial<AgentCallRow> = {}) =>
        newCall(made.tool.id, { askedUntil: 90_000, ...over })
      const adding = (call: AgentCallRow, startedSince = 1_000) =>
        store.agentCalls.add(call, { most: 3, startedSince })
      const calls = Array.from({ length: 6 }, () => asking())
      const added = await Promise.all(calls.map(call => adding(call)))
      expect(added.filter(({ is }) => is === 'added')).toHaveLength(3)
      expect(await adding(asking({ askedUntil: null }))).toEqual({ is: 'added' })
      expect(await adding(asking({ ownerId: 'bob' }))).toEqual({ is: 'added' })
      const [first] = calls.filter((_, at) => added[at]?.is === 'added')
      await hold(store, made, first?.id ?? '')
      // Of the others, no run has come.
      expect(await adding(asking({ at: 60_000 }), 50_000)).toEqual({ is: 'added' })
      expect(await adding(asking({ at: 60_000 }), 50_000)).toEqual({ is: 'added' })
      expect(await adding(asking({ at: 60_000 }), 50_000)).toEqual({ is: 'full' })
      await store.agentCalls.decide(first?.id ?? '', { is: 'refused', by: 'ann', at: 60_000 })
      expect(await adding(asking({ at: 60_000 }), 50_000)).toEqual({ is: 'added' })
    })

    it('have calls without a decision, which accept none', async () => {
      const { store } = opened()
      const { tool } = await addTool(store)
      const call = newCall(tool.id)
      await add(store, call)
      expect(await store.agentCalls.decide(call.id, { is: 'approved', by: 'ann', at: 4_000 })).toBe(false)
    })

    it('are deleted with their flow', async () => {
      const { store } = opened()
      const { tool, subscription } = await addTool(store)
      await add(store, newCall(tool.id))
      await beginOff(store, subscription)
      await store.flows.remove(subscription.flowId, 7_000)
      expect(await store.agentTools.ofOwner('ann')).toEqual([])
      await store.bin.purgeFlow(subscription.flowId, 8_000)
      expect(await store.agentTools.find(tool.id)).toBeNull()
      expect(await store.agentCalls.list({ ownerId: 'ann', limit: 9 })).toEqual([])
    })
  })
}
