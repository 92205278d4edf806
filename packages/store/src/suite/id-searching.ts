import { describe, expect, it } from 'vitest'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { acceptOne, firstRunOf, sampleRun, turnOn } from './samples.ts'

export const idSearchSuite = (open: OpenStore): void => {
  describe('ids by their first characters', () => {
    const opened = openForEachTest(open)
    const digitsOf = (id: string, count: number): string => id.replaceAll('-', '').slice(0, count)

    it('find a delivery and the run with its id, for their owner and for those who see all', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription, { id: 'a1b2c3d4-0000-7000-8000-000000000001' })
      await store.runs.finishFirst(firstRunOf(subscription, delivery), { erase: false, begun: false })
      await acceptOne(store, subscription, { id: 'a1b2c3d5-0000-7000-8000-000000000001' })
      const find = (digits: string, ownerId: string | null) =>
        store.idSearch.find({ digits, ownerId, limit: 5 })
      const found = await find('a1b2c3d4', 'ann')
      expect(found).toMatchObject([
        { is: 'delivery', id: delivery.id, flowId: subscription.flowId, status: 'done' },
        { is: 'run', id: delivery.id, flowId: subscription.flowId }
      ])
      expect(await find('a1b2c3d4', null)).toEqual(found)
      expect(await find('a1b2c3d4', 'bea')).toEqual([])
      expect(await find(digitsOf(delivery.id, 32), 'ann')).toEqual(found)
      expect((await find('a1b2c3d', 'ann')).map(({ is }) => is)).toEqual(['delivery', 'delivery', 'run'])
      expect(await find('b1b2', null)).toEqual([])
    })

    it('are limited in number, the newest first', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      for (let at = 1; at <= 4; at += 1)
        await acceptOne(store, subscription, { id: `a1b2c3d4-0000-7000-8000-00000000000${at}` })
      const found = await store.idSearch.find({ digits: 'a1b2', ownerId: null, limit: 2 })
      expect(found.map(({ id }) => id.at(-1))).toEqual(['4', '3'])
    })

    it('find the run of a user’s flow without a delivery', async () => {
      const { store } = opened()
      const { flowId } = await turnOn(store)
      await store.runs.begin(sampleRun(flowId, { id: 'c1b2c3d4-0000-7000-8000-000000000001' }))
      expect(await store.idSearch.find({ digits: 'c1b2', ownerId: 'ann', limit: 5 })).toMatchObject([
        { is: 'run', flowId, status: 'running' }
      ])
    })
  })
}
