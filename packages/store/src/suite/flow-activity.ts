import { HOUR } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { acceptOne, firstRunOf, newId, sampleFault, turnOn } from './samples.ts'

const failed = { is: 'failed' as const, at: [], fault: sampleFault }

/** Turns two flows on. */
const begin = async (store: Store) => {
  const subscription = await turnOn(store)
  const other = await turnOn(store)
  /** Accepts a delivery in this hour and finishes its first run. */
  const run = async (of: typeof subscription, hour: number, over = {}) => {
    const startedAt = hour * HOUR
    const delivery = await acceptOne(store, of, { receivedAt: startedAt })
    const row = firstRunOf(of, delivery, { startedAt, finishedAt: startedAt + 40, ...over })
    await store.runs.finishFirst(row, { erase: false, begun: false })
    return delivery
  }
  return { store, subscription, other, run }
}

export const flowActivitySuite = (open: OpenStore): void => {
  describe('the activity of flows', () => {
    const opened = openForEachTest(open)

    it('counts runs and failures by hour, including the current one', async () => {
      const { store, subscription, run } = await begin(opened().store)
      await run(subscription, 1)
      await run(subscription, 30)
      const last = await run(subscription, 53, { status: failed })
      await store.runs.begin(
        firstRunOf(subscription, last, { id: newId(), replayOf: last.id, startedAt: 53.5 * HOUR })
      )
      const { from, rows } = await store.flows.activity({
        ...{ ownerId: null, flowIds: [subscription.flowId, newId()] },
        ...{ until: 53.75 * HOUR, limit: 2 }
      })
      expect(from).toBe(30 * HOUR)
      expect(rows).toHaveLength(1)
      const counted = rows[0]?.hours.map(({ runs, failed }) => [runs, failed])
      expect(counted).toHaveLength(24)
      expect([counted?.[0], counted?.[1], counted?.[23]]).toEqual([
        [1, 0],
        [0, 0],
        [2, 1]
      ])
      expect(rows[0]).toMatchObject({ flowId: subscription.flowId, isCut: false, p50: 40 })
    })

    it("has the same median run time as the chart of the flow's deliveries", async () => {
      const { store, subscription, run } = await begin(opened().store)
      for (const took of [40, 20, 60]) await run(subscription, 42, { finishedAt: 42 * HOUR + took })
      await run(subscription, 42, { status: failed, finishedAt: 42 * HOUR + 1 })
      const { flowId } = subscription
      const asked = { ownerId: null, flowIds: [flowId], until: 42.5 * HOUR, limit: 1 }
      const { rows } = await store.flows.activity(asked)
      const { took } = await store.deliveries.chart({ scope: { flowId }, to: 43 * HOUR, most: 60 })
      expect(took).toEqual({ of: 3, p50: 40, p95: 60 })
      expect(rows[0]?.p50).toBe(took?.p50)
    })

    it('finds the busiest flows of an owner, in that order', async () => {
      const { store, subscription, other, run } = await begin(opened().store)
      for (const hour of [40, 41]) await run(other, hour)
      await run(subscription, 42)
      const busiest = async (ownerId: string | null, limit: number) =>
        (await store.flows.activity({ ownerId, flowIds: null, until: 43 * HOUR, limit })).rows.map(
          row => row.flowId
        )
      expect(await busiest(null, 10)).toEqual([other.flowId, subscription.flowId])
      expect(await busiest(null, 1)).toEqual([other.flowId])
      expect(await busiest('nobody', 10)).toEqual([])
    })
  })
}
