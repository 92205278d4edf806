import type { Id } from '@hookwright/model'
import { parsePathSearch } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { DeliveryFilter, Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { arrive, firstRunOf, newId, OVER_SCAN_LIMIT, sampleFault, turnOn } from './samples.ts'

export const searchSuite = (open: OpenStore): void => {
  describe('a search of deliveries', () => {
    const opened = openForEachTest(open)
    const plain = { erase: false, begun: false }
    const failed = { is: 'failed' as const, at: [], fault: sampleFault }

    const found = async (store: Store, filter: Partial<DeliveryFilter>): Promise<Id[]> =>
      (await store.deliveries.list({ limit: 50, ...filter })).rows.map(({ id }) => id)

    it('finds words in the body, the query and the header lines, regardless of case', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const inBody = await arrive(store, subscription, '{"email":"Ada@acme.example"}')
      const inQuery = await arrive(store, subscription, '{}', { query: 'of=ada@acme.example' })
      const inHeaders = await arrive(store, subscription, '{}', { headers: ['X-Of', 'ADA@acme.example'] })
      await arrive(store, subscription, '{"email":"mira@acme.example"}')
      const sought = [{ text: 'ada@ACME.example' }]
      expect(await found(store, { sought })).toEqual([inHeaders, inQuery, inBody])
      expect(await found(store, { sought, limit: 2 })).toEqual([inHeaders, inQuery])
      expect(await found(store, { sought, before: inQuery })).toEqual([inBody])
      expect(await found(store, { sought: [{ text: 'Zoë' }] })).toEqual([])
      expect(await found(store, { sought, scope: { flowId: newId() } })).toEqual([])
      expect(await found(store, { sought, status: 'done' })).toEqual([])
    })

    it('finds a value at a place of a JSON body or a form', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const json = await arrive(store, subscription, '{"user":{"id":42}}')
      const form = await arrive(store, subscription, 'user=42', {
        contentType: 'application/x-www-form-urlencoded'
      })
      await arrive(store, subscription, '{"user":{"id":421}}')
      await arrive(store, subscription, '{"user":{"id":42}', { contentType: 'application/json' })
      await arrive(store, subscription, 'body.user.id = 42', { contentType: 'text/plain' })
      const at = async (text: string): Promise<Id[]> => {
        const sought = parsePathSearch(text)
        return sought === null ? [] : found(store, { sought: [sought] })
      }
      expect(await at('body.user.id = 42')).toEqual([json])
      expect(await at('body.user = 42')).toEqual([form])
      expect(await at('body.user.id = 7')).toEqual([])
      const both = [{ text: 'ID' }, { path: ['user', 'id'], value: '42' }]
      expect(await found(store, { sought: both })).toEqual([json])
      expect(await found(store, { sought: [...both, { text: 'ada' }] })).toEqual([])
    })

    it('finds no erased data', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const id = await arrive(store, subscription, '{"email":"ada@acme.example"}')
      expect(await found(store, { sought: [{ text: 'ada' }] })).toEqual([id])
      await store.runs.finishFirst(firstRunOf(subscription, { id }), { erase: true, begun: false })
      expect(await found(store, { sought: [{ text: 'ada' }] })).toEqual([])
    })

    it('starts and ends at the limits of a time range, and reaches its end in one query', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const minute = 60_000
      const kept = await Promise.all(
        Array.from({ length: OVER_SCAN_LIMIT + 10 }, (_, at) =>
          arrive(store, subscription, '{}', { receivedAt: (at + 1) * minute })
        )
      )
      const page = await store.deliveries.list({ from: 5 * minute, to: 8 * minute, limit: 50 })
      expect(page).toEqual({
        rows: [7, 6, 5].map(at => expect.objectContaining({ id: kept[at - 1], receivedAt: at * minute })),
        next: null,
        lookedBackTo: null
      })
      const sought = [{ text: '{}' }]
      expect(await found(store, { sought, from: 2 * minute, to: 4 * minute })).toEqual([kept[2], kept[1]])
      const since = await store.deliveries.list({ from: 9_000 * minute * 1_000, limit: 50 })
      expect(since).toEqual({ rows: [], next: null, lookedBackTo: null })
      const scope = { flowId: subscription.flowId }
      expect(await found(store, { scope, to: 3 * minute })).toEqual([kept[1], kept[0]])
    }, 60_000)

    it('finds rows that arrived slightly out of order', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const late = await arrive(store, subscription, '{}', { receivedAt: 200_000 })
      const early = await arrive(store, subscription, '{}', { receivedAt: 199_000 })
      expect(await found(store, { from: 200_000 })).toEqual([late])
      expect(await found(store, { to: 200_000 })).toEqual([early])
    })

    it('lists those that can be run again: stored, run, and without a run in progress', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const run = async (over: Parameters<typeof firstRunOf>[2] = {}, erase = false): Promise<Id> => {
        const id = await arrive(store, subscription, '{}')
        await store.runs.finishFirst(firstRunOf(subscription, { id }, over), { ...plain, erase })
        return id
      }
      const good = await run()
      const bad = await run({ status: failed })
      await run({}, true)
      await arrive(store, subscription, '{}')
      const again = await run()
      await store.runs.begin(
        firstRunOf(subscription, { id: again }, { id: newId(), replayOf: again, status: { is: 'running' } })
      )
      expect(await found(store, { canRunAgain: true })).toEqual([bad, good])
      expect(await found(store, { canRunAgain: true, result: 'failed' })).toEqual([bad])
    })
  })
}
