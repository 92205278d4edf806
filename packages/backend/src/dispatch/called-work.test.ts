import type { WorkClaim } from '@hookwright/store'
import { expect, test } from 'vitest'
import { pollUntil } from '../testing/poll-until.ts'
import { createCalledWork } from './called-work.ts'

const claimOf = (id: string): WorkClaim => ({
  ...{ kind: 'delivery', id, flowId: 'flow', queue: 'work-in-order' },
  ...{ attempt: 0, losses: 0, holdsOthers: true }
})

/** Opens the claims of calls. A claim is refused while there is no slot; each pause is over at once. */
const open = (hasSlot: (id: string, asked: number) => boolean) => {
  const asked: string[] = []
  const pauses: number[] = []
  const started: string[] = []
  const logged: string[] = []
  const callers = new Set<string>()
  let isAsking = 0
  const called = createCalledWork({
    work: {
      claimOwn: async id => {
        asked.push(id)
        isAsking += 1
        await Promise.resolve()
        isAsking -= 1
        expect(isAsking).toBe(0)
        return hasSlot(id, asked.length) ? claimOf(id) : null
      }
    },
    effects: {
      after: (delay, act) => {
        pauses.push(delay)
        setImmediate(act)
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
  return { add, asked, pauses, started, logged, callers }
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

test('a call that somebody else runs does not keep others from their turns, and ends with its caller', async () => {
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

test('a failure of the store is told, and the calls of the flow are tried again after a pause', async () => {
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
