import { TRPCClientError } from '@trpc/client'
import { expect, test } from 'vitest'
import { createDeliveryFeed } from './follow-deliveries.ts'
import type { ServerApi } from './server-api.ts'

/** Creates a server with deliveries, listed newest first. Their numbered ids ascend, like real ids. */
const createServer = () => {
  let stored: number[] = []
  const idOf = (n: number): string => `delivery-${String(n).padStart(6, '0')}`
  const list = {
    query: async ({ limit = 50, before }: { limit?: number; before?: string }) => {
      const from = before === undefined ? 0 : stored.findIndex(n => idOf(n) === before) + 1
      const rows = stored.slice(from, from + limit).map(n => ({ id: idOf(n) }))
      const next = from + limit < stored.length ? (rows.at(-1)?.id ?? null) : null
      return { rows, next, lookedBackTo: null }
    }
  }
  let goneAtGet: string | null = null
  const get = {
    query: async ({ deliveryId }: { deliveryId: string }) => {
      if (deliveryId !== goneAtGet) return { arrival: { text: deliveryId } }
      const fault = { code: 'delivery.gone', message: 'The delivery is gone.', details: {} }
      throw TRPCClientError.from({ error: { code: -32004, message: fault.message, data: { fault } } })
    }
  }
  return {
    api: { deliveries: { list, get } } as unknown as Pick<ServerApi, 'deliveries'>,
    add: (from: number, to: number) => {
      for (let n = from; n <= to; n++) stored = [n, ...stored]
    },
    remove: (isGone: (n: number) => boolean) => {
      stored = stored.filter(n => !isGone(n))
    },
    removeBeforeGet: (n: number) => {
      goneAtGet = idOf(n)
    }
  }
}

const numbersOf = async (feed: ReturnType<typeof createDeliveryFeed>): Promise<number[]> =>
  (await feed.next()).map(({ row }) => Number(row.id.slice('delivery-'.length)))

test('deliveries that were there before are skipped, and new ones come oldest first, each once', async () => {
  const server = createServer()
  server.add(1, 150)
  const feed = createDeliveryFeed(server.api, 'flow')
  await feed.skip()
  expect(await numbersOf(feed)).toEqual([])
  server.add(151, 153)
  expect(await numbersOf(feed)).toEqual([151, 152, 153])
  expect(await numbersOf(feed)).toEqual([])
})

test('more new deliveries than one page holds all come, also for a flow that had none', async () => {
  const server = createServer()
  const feed = createDeliveryFeed(server.api, 'flow')
  await feed.skip()
  server.add(1, 350)
  expect(await numbersOf(feed)).toEqual(Array.from({ length: 350 }, (_, n) => n + 1))
})

test('known deliveries that move to the front when others are deleted are not new', async () => {
  const server = createServer()
  const feed = createDeliveryFeed(server.api, 'flow')
  await feed.skip()
  server.add(1, 300)
  await feed.next()
  server.remove(n => n > 100)
  expect(await numbersOf(feed)).toEqual([])
})

test('deliveries older than the page that was there at the start never become new', async () => {
  const server = createServer()
  server.add(1, 500)
  const feed = createDeliveryFeed(server.api, 'flow')
  await feed.skip()
  server.remove(n => n === 450)
  expect(await numbersOf(feed)).toEqual([])
  server.remove(n => n > 200)
  server.add(501, 502)
  expect(await numbersOf(feed)).toEqual([501, 502])
})

test('deliveries that are no longer remembered do not become new either', async () => {
  const server = createServer()
  const feed = createDeliveryFeed(server.api, 'flow')
  await feed.skip()
  server.add(1, 6_000)
  await feed.next()
  server.remove(n => n > 900)
  expect(await numbersOf(feed)).toEqual([])
})

test('a delivery that is deleted before its request is read comes without it', async () => {
  const server = createServer()
  const feed = createDeliveryFeed(server.api, 'flow')
  await feed.skip()
  server.add(1, 2)
  server.removeBeforeGet(1)
  expect((await feed.next()).map(({ arrival }) => arrival)).toEqual([null, { text: 'delivery-000002' }])
})
