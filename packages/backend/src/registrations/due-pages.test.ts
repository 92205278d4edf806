import type { ConnectionAtService, SubscriptionAtService } from '@hookwright/store'
import { expect, test } from 'vitest'
import { createDuePages, PAGE_ROWS } from './due-pages.ts'
import { connectionKey, createServiceQueue, LIMITS } from './service-queue.ts'

/** Simulated store of due work in order of time, with a queue that processes it. */
const openSchedule = (due: SubscriptionAtService[]) => {
  const left = new Map(due.map(work => [work.id, work]))
  let reads = 0
  let mostRead = 0
  const read = async (_at: number, page: { limit: number; except: ConnectionAtService[] }) => {
    reads++
    const except = new Set(page.except.map(connectionKey))
    const rows = [...left.values()].filter(row => !except.has(connectionKey(row))).slice(0, page.limit)
    mostRead = Math.max(mostRead, rows.length)
    return rows
  }
  const begun: string[] = []
  const hanging = new Set<string>()
  const pages = createDuePages<SubscriptionAtService>(read)
  const queue = createServiceQueue<SubscriptionAtService>({
    perform: async work => {
      begun.push(work.id)
      if (hanging.has(connectionKey(work))) await new Promise(() => {})
      await new Promise(setImmediate)
      left.delete(work.id)
    },
    ended: work => {
      if (pages.isUsedUp(work, queue)) void look()
    }
  })
  const look = async () => queue.offer(await pages.read(0))
  const settle = async (isDone: () => boolean) => {
    await look()
    for (let turn = 0; turn < 20_000 && !isDone(); turn++) await new Promise(setImmediate)
  }
  return { begun, hanging, left, settle, reads: () => reads, mostRead: () => mostRead }
}

const dueAt = (connection: string, count: number): SubscriptionAtService[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${connection} ${index}`,
    flowId: 'flow',
    connectorId: 'acme',
    connectionId: connection
  }))

// review: cores C3
test('10,000 due entries of one connection are read page by page, and none is skipped', async () => {
  const one = openSchedule(dueAt('a', 10_000))
  await one.settle(() => one.left.size === 0)
  expect(one.left.size).toBe(0)
  expect(one.mostRead()).toBe(PAGE_ROWS)
  // A few pages, not one for each that ended.
  expect(one.reads()).toBeLessThan(100)
})

test('a connection that hangs with 10,000 due entries does not delay others', async () => {
  const one = openSchedule([...dueAt('a', 10_000), ...dueAt('b', 500)])
  one.hanging.add('acme/a')
  await one.settle(() => one.left.size === 10_000)
  expect(one.left.size).toBe(10_000)
  expect(one.begun.filter(id => id.startsWith('a'))).toHaveLength(LIMITS.perConnection)
})

test('500 connections with 8 due entries each take turns, the earliest first', async () => {
  const all = Array.from({ length: 500 }, (_, index) => dueAt(`c${index}`, 8)).flat()
  const one = openSchedule(all)
  await one.settle(() => one.left.size === 0)
  expect(one.left.size).toBe(0)
  expect(one.begun.slice(0, LIMITS.total)).toEqual(all.slice(0, LIMITS.total).map(({ id }) => id))
  expect(one.reads()).toBeLessThan(100)
})
