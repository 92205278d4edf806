import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openRefetching } from './refetching.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

const summaries = [['flows', 'summaries'], { type: 'query' }]
const told = [{ topic: 'flows' as const, ids: ['flow-1'] }]

/** Opens a page with a query. The test can count and delay its fetches. */
const openPage = async (key: unknown[] = summaries) => {
  const queryClient = new QueryClient()
  let fetched = 0
  let took = 0
  const observer = new QueryObserver(queryClient, {
    queryKey: key,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      fetched++
      if (took > 0) await new Promise(resolve => setTimeout(resolve, took))
      return fetched
    }
  })
  const leave = observer.subscribe(() => {})
  const refetching = openRefetching({
    queryClient,
    clock: () => Date.now(),
    after: (wait, act) => void setTimeout(act, wait)
  })
  await vi.advanceTimersByTimeAsync(0)
  return {
    refetching,
    fetched: () => fetched,
    takes: (time: number) => {
      took = time
    },
    leave
  }
}

test('a visible query is refetched at once, then at most once per interval, and the last change is not lost', async () => {
  const page = await openPage()
  expect(page.fetched()).toBe(1)
  page.refetching.hear(told)
  await vi.advanceTimersByTimeAsync(0)
  expect(page.fetched()).toBe(2)
  for (let round = 0; round < 5; round++) {
    page.refetching.hear(told)
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(page.fetched()).toBe(2)
  await vi.advanceTimersByTimeAsync(600)
  expect(page.fetched()).toBe(3)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(page.fetched()).toBe(3)
})

test('a fetch in progress is not restarted, but repeated once after its end', async () => {
  const page = await openPage()
  page.takes(2_000)
  page.refetching.hear(told)
  await vi.advanceTimersByTimeAsync(0)
  expect(page.fetched()).toBe(2)
  for (let round = 0; round < 15; round++) {
    page.refetching.hear(told)
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(page.fetched()).toBe(2)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(page.fetched()).toBe(3)
})

test('hidden queries and queries of other topics are not refetched', async () => {
  const page = await openPage()
  page.refetching.hear([{ topic: 'progress', ids: ['flow-1'] }])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(page.fetched()).toBe(1)
  page.leave()
  page.refetching.hear(told)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(page.fetched()).toBe(1)
})

test('after a lost connection all queries are refetched, also recent ones', async () => {
  const page = await openPage()
  page.refetching.catchUp()
  await vi.advanceTimersByTimeAsync(0)
  expect(page.fetched()).toBe(2)
})

test('after a lost connection queries without a topic are not refetched', async () => {
  const page = await openPage([['installation', 'get'], { type: 'query' }])
  page.refetching.catchUp()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(page.fetched()).toBe(1)
})

test('after a lost connection queries that failed before are fetched', async () => {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  let isAway = true
  const observer = new QueryObserver(queryClient, {
    queryKey: summaries,
    queryFn: async () => {
      if (isAway) throw new Error('The server is away.')
      return 'fetched'
    }
  })
  const leave = observer.subscribe(() => {})
  await vi.advanceTimersByTimeAsync(0)
  expect(observer.getCurrentResult().status).toBe('error')
  isAway = false
  openRefetching({
    queryClient,
    clock: () => Date.now(),
    after: (wait, act) => void setTimeout(act, wait)
  }).catchUp()
  await vi.advanceTimersByTimeAsync(0)
  expect(observer.getCurrentResult().data).toBe('fetched')
  leave()
})

test('the chart of one event or connector is refetched less often than the chart of all', async () => {
  const chartOf = (input: Record<string, unknown>) => [
    ['deliveries', 'chart'],
    { input: { from: 0, ...input }, type: 'query' }
  ]
  const delivered = [{ topic: 'deliveries' as const, ids: ['flow-1'] }]
  const pages = await Promise.all(
    [{}, { eventFlowId: 'event-1' }, { connectorId: 'connector-1' }].map(input => openPage(chartOf(input)))
  )
  for (let second = 0; second < 12; second++) {
    for (const { refetching } of pages) refetching.hear(delivered)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(pages.map(({ fetched }) => fetched())).toEqual([6, 2, 2])
  for (const { leave } of pages) leave()
})
