import type { WorkClaim } from '@hookwright/store'
import { expect, test } from 'vitest'
import { createClaimLoop } from './claim-loop.ts'

const claimOf = (id: string, flowId = 'one'): WorkClaim => ({
  ...{ kind: 'delivery', id, flowId, queue: 'work', attempt: 0, losses: 0, holdsOthers: false }
})

/** Creates a claim loop that finds no work. Its runs end when the test ends them. */
const beginLoop = async (slots: number) => {
  const ends = new Map<string, () => void>()
  const loop = createClaimLoop({
    work: { claim: async () => [], release: async () => {}, listen: () => () => true },
    effects: { after: () => () => {}, log: () => {}, soon: () => {} },
    underWay: {
      isStopping: () => false,
      follow: async work => {
        await work
      },
      pause: async () => {}
    },
    ...{ slots, bytes: () => 0, load: async () => new Map() },
    run: ({ id }) => new Promise(resolve => ends.set(id, () => resolve()))
  })
  loop.begin()
  await new Promise(setImmediate)
  const end = async (id: string): Promise<void> => {
    ends.get(id)?.()
    await new Promise(setImmediate)
  }
  return { loop, end }
}

test('a run that is only being written does not count for the share of its flow, but keeps a slot', async () => {
  const { loop, end } = await beginLoop(8)
  for (const id of ['a', 'b']) {
    expect(loop.reserve('one')).toBe(true)
    loop.runReserved(claimOf(id))
  }
  expect(loop.reserve('one')).toBe(false)
  loop.executed('a')
  loop.executed('a')
  expect(loop.reserve('one')).toBe(true)
  expect(loop.reserve('one')).toBe(false)
  loop.runReserved(claimOf('c'))
  expect(loop.depth()).toEqual({ waiting: 0, running: 3 })
  await end('a')
  expect(loop.depth()).toEqual({ waiting: 0, running: 2 })
  expect(loop.reserve('one')).toBe(false)
  await end('b')
  expect(loop.reserve('one')).toBe(true)
})

test('slots never exceed their limit, however many runs are only being written', async () => {
  const { loop, end } = await beginLoop(4)
  for (const id of ['a', 'b', 'c', 'd']) {
    expect(loop.reserve('one')).toBe(true)
    loop.runReserved(claimOf(id))
    loop.executed(id)
  }
  expect(loop.reserve('one')).toBe(false)
  expect(loop.reserve('other')).toBe(false)
  await end('d')
  expect(loop.reserve('other')).toBe(true)
})
