import type { SubscriptionAtService } from '@hookwright/store'
import { expect, test } from 'vitest'
import { createServiceQueue, LIMITS } from './service-queue.ts'

const workAt = (id: string, connectionId: string | null = null): SubscriptionAtService => ({
  id,
  flowId: `flow of ${id}`,
  connectorId: 'acme',
  connectionId
})

/** Opens a queue in which the test decides when work ends. */
const openQueue = () => {
  const begun: string[] = []
  const ended: string[] = []
  const ends = new Map<string, () => void>()
  const queue = createServiceQueue<SubscriptionAtService>({
    perform: ({ id }) =>
      new Promise(resolve => {
        begun.push(id)
        ends.set(id, resolve)
      }),
    ended: ({ id }) => ended.push(id)
  })
  const end = async (id: string): Promise<void> => {
    ends.get(id)?.()
    await new Promise(setImmediate)
  }
  return { queue, begun, ended, end }
}

const list = (count: number, connectionId: string | null = null): SubscriptionAtService[] =>
  Array.from({ length: count }, (_, index) => workAt(`${connectionId} ${index}`, connectionId))

// review: cores A5
test('a connection gets a limited number of requests at once, the most urgent first, then the next', async () => {
  const { queue, begun, ended, end } = openQueue()
  const all = list(20)
  queue.offer(all)
  expect(begun).toEqual(all.slice(0, LIMITS.perConnection).map(({ id }) => id))
  await end('null 3')
  expect(ended).toEqual(['null 3'])
  expect(begun.at(-1)).toBe(`null ${LIMITS.perConnection}`)
  expect(begun).toHaveLength(LIMITS.perConnection + 1)
})

test('a connection that hangs does not delay others, and the total is bounded', () => {
  const { queue, begun } = openQueue()
  queue.offer([...list(100, 'a'), ...list(2, 'b')])
  expect(begun.filter(id => id.startsWith('b'))).toEqual(['b 0', 'b 1'])
  queue.offer(Array.from({ length: 200 }, (_, index) => workAt(`c ${index}`, `c ${index}`)))
  expect(begun).toHaveLength(LIMITS.total)
})

test('another offer replaces waiting entries, and keeps those in progress', async () => {
  const { queue, begun, end } = openQueue()
  queue.offer(list(9))
  queue.offer([workAt('null 0'), workAt('other')])
  await end('null 0')
  expect(begun.slice(LIMITS.perConnection)).toEqual(['other'])
  queue.offer([workAt('null 0')])
  queue.clear()
  await end('null 1')
  expect(begun.filter(id => id === 'null 0')).toHaveLength(1)
})

// review: cores A5
test('150,000 due entries are taken one by one', async () => {
  let done = 0
  const queue = createServiceQueue<SubscriptionAtService>({
    perform: async () => {
      done++
    },
    ended: () => {}
  })
  queue.offer(list(150_000))
  while (done < 150_000) await new Promise(setImmediate)
  expect(done).toBe(150_000)
})
