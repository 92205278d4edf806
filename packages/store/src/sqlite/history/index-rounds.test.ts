import { expect, it } from 'vitest'
import { runIndexRounds } from './index-rounds.ts'

/** Starts indexing rounds on a simulated clock, which the test advances step by step. */
const openKeeper = (params: { isBehind?: boolean; fails?: boolean } = {}) => {
  const state = { now: 0, rows: 0, isAsked: false, rounds: 0, waits: [] as number[], caughtUp: 0 }
  let next: (() => void) | null = null
  runIndexRounds({
    round: async () => {
      state.rounds += 1
      state.now += 8
      if (params.fails === true) throw new Error('The disk is full.')
      return params.isBehind === true
    },
    written: () => state.rows,
    isAsked: () => state.isAsked,
    caughtUp: () => {
      state.caughtUp += 1
    },
    clock: () => state.now,
    after: (wait, run) => {
      state.waits.push(wait)
      next = run
    }
  })
  return {
    state,
    /** Runs the next step and returns the wait that it requested, in milliseconds. */
    step: async (): Promise<number | undefined> => {
      next?.()
      await Promise.resolve()
      await Promise.resolve()
      await Promise.resolve()
      return state.waits.at(-1)
    }
  }
}

it('pauses a second when idle, and a quarter of the time while it is behind', async () => {
  const [done, behind] = [openKeeper(), openKeeper({ isBehind: true })]
  expect([await done.step(), await behind.step()]).toEqual([1_000, 2])
  expect([done.state.caughtUp, behind.state.caughtUp]).toEqual([1, 0])
})

it('pauses for a search, and when many deliveries arrive', async () => {
  const { state, step } = openKeeper({ isBehind: true })
  state.isAsked = true
  expect(await step()).toBe(20)
  state.isAsked = false
  state.now += 1_000
  state.rows += 5_000
  expect(await step()).toBe(1_000)
  expect(state.rounds).toBe(0)
  state.now += 1_000
  state.rows += 200
  expect(await step()).toBe(16)
  expect(state.rounds).toBe(1)
})

it('notices within 25 milliseconds that many deliveries arrive', async () => {
  const { state, step } = openKeeper({ isBehind: true })
  await step()
  state.now += 25
  state.rows += 14
  expect(await step()).toBe(1_000)
  expect(state.rounds).toBe(1)
})

it('continues some time after a failure', async () => {
  expect(await openKeeper({ fails: true }).step()).toBe(30_000)
})
