import type { WorkClaim } from '@hookwright/store'
import { expect, test } from 'vitest'
import { pollUntil } from '../testing/poll-until.ts'
import { createCalledWork } from './called-work.ts'

/**
 * Interval at which the process renews its hold on waiting deliveries, so that other processes do not run
 * them. Equal to `KEEP` in the tested module.
 */
const KEEP = 2_500

const claimOf = (id: string): WorkClaim => ({
  ...{ kind: 'delivery', id, flowId: 'flow', queue: 'work-in-order' },
  ...{ attempt: 0, losses: 0, holdsOthers: true }
})

/**
 * Creates the tested claimer over a fake store. `hasSlot` decides if a claim succeeds. Pauses between
 * attempts end at once.
 */
const open = (hasSlot: (id: string, asked: number) => boolean) => {
  const asked: string[] = []
  const pauses: number[] = []
  const started: string[] = []
  const logged: string[] = []
  const callers = new Set<string>()
  const kept: string[][] = []
  let isAsking = 0
  let keepNext: (() => void) | null = null
  const called = createCalledWork({
    work: {
      claimOwn: async id => {
        asked.push(id)
        isAsking += 1
        await Promise.resolve()
        isAsking -= 1
        expect(isAsking).toBe(0)
        return hasSlot(id, asked.length) ? claimOf(id) : null
      },
      keep: async ids => void kept.push([...ids])
    },
    effects: {
      after: (delay, act) => {
        if (delay === KEEP) keepNext = act
        else {
          pauses.push(delay)
          setImmediate(act)
        }
        return () => {}
      },
      log: sentence => void logged.push(sentence)
    },
    callers: { has: id => callers.has(id) },
    isStopping: () => false,
    start: ({ id }) => void started.push(id)
  })
  const add = (id: string): void => {
    callers.add(id)
    called.add({ id, flowId: 'flow', isLimited: true })
  }
  /** Lets `KEEP` pass. Returns the ids of the deliveries whose hold was renewed. */
  const passTime = async (): Promise<string[] | undefined> => {
    const next = keepNext
    keepNext = null
    next?.()
    await new Promise(setImmediate)
    return kept.splice(0)[0]
  }
  return { add, asked, pauses, started, logged, callers, passTime }
}

test('many calls of a flow with a limit take turns, and none waits long between two attempts', async () => {
  const { add, pauses, started } = open((_, asked) => asked % 40 === 0)
  const ids = Array.from({ length: 30 }, (_, number) => `call-${number}`)
  for (const id of ids) add(id)
  await pollUntil(
    async () => started,
    all => all.length === ids.length
  )
  expect([...started].sort()).toEqual([...ids].sort())
  expect(Math.max(...pauses)).toBe(200)
})

test('a call that another process runs does not block the others, and ends with its caller', async () => {
  const { add, asked, started, callers } = open(id => id !== 'taken')
  add('taken')
  add('next')
  await pollUntil(
    async () => started,
    all => all.length === 1
  )
  callers.delete('taken')
  await Promise.resolve()
  add('later')
  await pollUntil(
    async () => started,
    all => all.length === 2
  )
  expect(started).toEqual(['next', 'later'])
  expect(asked).toContain('taken')
})

test('a failure of the store is logged, and the calls of the flow are tried again after a pause', async () => {
  const { add, asked, pauses, started, logged } = open((_, count) => {
    if (count === 1) throw new Error('gone')
    return true
  })
  add('call')
  add('next')
  await pollUntil(
    async () => started,
    all => all.length === 2
  )
  expect(asked).toEqual(['call', 'next', 'call'])
  expect(pauses).toEqual([50])
  expect(logged).toHaveLength(1)
})

test('calls that wait for a slot stay reserved against other processes until they are claimed or dropped', async () => {
  let isFree = false
  const { add, started, callers, passTime } = open(() => isFree)
  add('call')
  add('left')
  expect(await passTime()).toEqual(['call', 'left'])
  callers.delete('left')
  expect(await passTime()).toEqual(['call'])
  isFree = true
  await pollUntil(
    async () => started,
    all => all.length === 1
  )
  expect(await passTime()).toBeUndefined()
  add('later')
  await pollUntil(
    async () => started,
    all => all.length === 2
  )
})
