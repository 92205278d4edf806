import type { Id } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { arrive, OVER_SCAN_LIMIT, turnOn } from './samples.ts'

/** Defines the tests of searches that must scan all texts, since there is no index. */
export const unindexedSearchSuite = (open: OpenStore): void => {
  describe('a scan of requests', () => {
    const opened = openForEachTest(open)

    it('covers a limited number of rows, says how far it got, and yields meanwhile', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const rare = await arrive(store, subscription, '{"email":"ada@acme.example"}', { receivedAt: 1 })
      await Promise.all(
        Array.from({ length: OVER_SCAN_LIMIT }, (_, at) =>
          arrive(store, subscription, '{"email":"mira@acme.example"}', { receivedAt: 100 + at })
        )
      )
      const ended: string[] = []
      const looking = store.deliveries.list({ sought: [{ text: 'ada' }], limit: 50 }).then(page => {
        ended.push('search')
        return page
      })
      await arrive(store, subscription, '{}', { receivedAt: 100 + OVER_SCAN_LIMIT }).then(() =>
        ended.push('arrival')
      )
      const first = await looking
      expect(ended).toEqual(['arrival', 'search'])
      expect(first.rows).toEqual([])
      expect(first.lookedBackTo).toBeGreaterThan(100)
      const rest = await store.deliveries.list({
        sought: [{ text: 'ada' }],
        limit: 50,
        before: first.next ?? ''
      })
      expect(rest).toMatchObject({ rows: [{ id: rare }], next: null, lookedBackTo: null })
    }, 60_000)

    it('stops after 64 MiB of requests', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const large = JSON.stringify({ text: 'x'.repeat(1024 * 1024) })
      const ids: Id[] = []
      for (let at = 0; at < 66; at += 1) ids.unshift(await arrive(store, subscription, large))
      const first = await store.deliveries.list({ sought: [{ text: 'ada' }], limit: 50 })
      expect(first).toMatchObject({ rows: [], lookedBackTo: 2_500 })
      expect(ids.indexOf(first.next ?? '')).toBe(63)
    }, 60_000)
  })
}
