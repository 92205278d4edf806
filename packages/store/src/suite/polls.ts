import type { PollFailure, Schedule } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { PollSuccess, Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { newId, sampleDelivery, sampleRun, turnOn } from './samples.ts'

const schedule: Schedule = { every: 'minutes', count: 5, zone: 'Europe/Berlin' }
const page = { limit: 9, except: [] }

const planned = async (store: Store, nextAt: number | null = 10_000) => {
  const { id, flowId, terms } = await turnOn(store)
  const { revisionId } = terms
  await store.polls.plan({ subscriptionId: id, revisionId, connectionId: null, schedule, nextAt })
  return { subscriptionId: id, flowId, revisionId }
}

const endOf = (of: { subscriptionId: string; flowId: string }, records: number): PollSuccess => ({
  subscriptionId: of.subscriptionId,
  turn: 0,
  nextAt: 20_000,
  cursor: { after: 'b' },
  polledAt: 10_000,
  run: sampleRun(of.flowId, {
    kind: 'poll',
    subscriptionId: of.subscriptionId,
    status: { is: 'succeeded' },
    finishedAt: 10_001,
    steps: []
  }),
  deliveries: Array.from({ length: records }, () =>
    sampleDelivery(of.subscriptionId, { method: 'POLL', orderKey: 'poll' })
  )
})

const deliveriesOf = async (store: Store, flowId: string) =>
  (await store.deliveries.list({ scope: { flowId }, limit: 9 })).rows

export const pollSuite = (open: OpenStore): void => {
  describe('polls', () => {
    const opened = openForEachTest(open)

    it('are planned, replanned, and due in order, also over a restart', async () => {
      const { store, reopen } = opened()
      const late = await planned(store, 20_000)
      const early = await planned(store, 10_000)
      await planned(store, null)
      expect(await store.polls.find(newId())).toBeNull()
      const again = await reopen()
      expect(await again.polls.find(late.subscriptionId)).toMatchObject({ schedule, cursor: null, turn: 0 })
      expect(await again.polls.due(9_999, page)).toEqual([])
      expect(await again.polls.nextAfter(9_999)).toBe(10_000)
      const due = await again.polls.due(20_000, page)
      expect(due.map(({ id }) => id)).toEqual([early.subscriptionId, late.subscriptionId])
      const rest = await again.polls.due(20_000, { limit: 9, except: due.slice(0, 1) })
      expect(rest.map(({ id }) => id)).toEqual([late.subscriptionId])
      const { subscriptionId, revisionId } = early
      await again.polls.plan({ subscriptionId, revisionId, connectionId: null, schedule, nextAt: 30_000 })
      expect(await again.polls.find(subscriptionId)).toMatchObject({ nextAt: 30_000, turn: 1 })
    })

    it('keep the cursor after a failure, and clear the failure after a success', async () => {
      const { store } = opened()
      const of = await planned(store)
      const { run } = endOf(of, 0)
      const fault = { code: 'poll.no-list', message: 'The response contains no list.', details: {} } as const
      const failure: PollFailure = { fault, runId: run.id, at: 1, since: 1, count: 1 }
      expect(await store.polls.succeed(endOf(of, 0))).toBe(true)
      const { subscriptionId } = of
      expect(await store.polls.fail({ subscriptionId, turn: 0, run, nextAt: 30_000, failure })).toBe(false)
      expect(await store.polls.fail({ subscriptionId, turn: 1, run, nextAt: 30_000, failure })).toBe(true)
      expect(await store.polls.find(subscriptionId)).toMatchObject({
        ...{ cursor: { after: 'b' }, polledAt: 10_000, nextAt: 30_000, failure, turn: 2 }
      })
      expect(await store.polls.succeed({ ...endOf(of, 1), turn: 2 })).toBe(true)
      expect(await store.polls.find(subscriptionId)).toMatchObject({ failure: null, turn: 3 })
    })

    it('start over with another connection, and keep the cursor otherwise', async () => {
      const { store } = opened()
      const of = await planned(store)
      const { subscriptionId, revisionId } = of
      await store.polls.succeed(endOf(of, 0))
      await store.polls.plan({ subscriptionId, revisionId, connectionId: null, schedule, nextAt: 1 })
      expect(await store.polls.find(subscriptionId)).toMatchObject({
        cursor: { after: 'b' },
        polledAt: 10_000
      })
      await store.polls.plan({ subscriptionId, revisionId, connectionId: newId(), schedule, nextAt: 1 })
      expect(await store.polls.find(subscriptionId)).toMatchObject({ cursor: null, polledAt: null })
    })

    it('are not planned by the schedule of a revision that was replaced meanwhile', async () => {
      const { store } = opened()
      const { subscriptionId } = await planned(store)
      const before = await store.polls.find(subscriptionId)
      const other: Schedule = { ...schedule, count: 7 }
      await store.polls.plan({
        ...{ subscriptionId, revisionId: newId(), connectionId: null },
        ...{ schedule: other, nextAt: 30_000 }
      })
      expect(await store.polls.find(subscriptionId)).toEqual(before)
    })

    it('are not due while the flow is paused, and end with it', async () => {
      const { store } = opened()
      const of = await planned(store)
      await store.subscriptions.pause(of.subscriptionId, true, 9_000)
      expect(await store.polls.due(10_000, page)).toEqual([])
      expect(await store.polls.nextAfter(0)).toBeNull()
      expect(await store.polls.succeed(endOf(of, 1))).toBe(false)
      await store.subscriptions.pause(of.subscriptionId, false, 9_500)
      expect(await store.polls.due(10_000, page)).toHaveLength(1)
    })
  })
}

/** Defines the tests of polls that involve deliveries and lists of runs. */
export const polledSuite = (open: OpenStore): void => {
  describe('records of polls', () => {
    const opened = openForEachTest(open)

    it('are stored with the cursor in one commit, once', async () => {
      const { store, reopen } = opened()
      const of = await planned(store)
      const end = endOf(of, 2)
      expect(await store.polls.succeed(end)).toBe(true)
      expect(await store.polls.succeed({ ...endOf(of, 2), cursor: 'other' })).toBe(false)
      const again = await reopen()
      expect(await again.polls.find(of.subscriptionId)).toMatchObject({
        ...{ cursor: { after: 'b' }, polledAt: 10_000, nextAt: 20_000, turn: 1, failure: null }
      })
      expect(await deliveriesOf(again, of.flowId)).toMatchObject(
        end.deliveries.toReversed().map(({ id }) => ({ id, orderKey: 'poll', status: { is: 'accepted' } }))
      )
      expect((await again.runs.find(end.run.id))?.kind).toBe('poll')
    })

    it('keep many records in their order, each with its request', async () => {
      const { store } = opened()
      const of = await planned(store)
      const end = endOf(of, 501)
      expect(await store.polls.succeed(end)).toBe(true)
      const newest = end.deliveries.toReversed().slice(0, 9)
      const kept = await deliveriesOf(store, of.flowId)
      expect(kept.slice(0, 9).map(({ id }) => id)).toEqual(newest.map(({ id }) => id))
      const waiting = await store.deliveries.waiting({ limit: 999 })
      expect(waiting.map(({ delivery }) => delivery.id)).toEqual(end.deliveries.map(({ id }) => id))
    })

    it('are listed with the runs of the user’s flow, of polls without records the last one only', async () => {
      const { store } = opened()
      const of = await planned(store)
      const ends = [0, 1, 2, 3].map(turn => ({ ...endOf(of, turn === 1 ? 1 : 0), turn }))
      for (const end of ends) expect(await store.polls.succeed(end)).toBe(true)
      const filter = { scope: { flowId: of.flowId }, limit: 9 }
      const rows = (await store.runs.list(filter)).rows.filter(({ kind }) => kind === 'poll')
      expect(rows.map(({ id }) => id)).toEqual([ends[3], ends[1], ends[0]].map(end => end?.run.id))
      const others = (await store.runs.list({ ...filter, withoutPolls: true })).rows
      expect(others.map(({ kind }) => kind)).not.toContain('poll')
    })
  })
}
