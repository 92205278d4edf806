import { expect, test } from 'vitest'
import { whenThere } from './until-server-answers.ts'

/**
 * Simulates a server that is unreachable at first. It counts the checks and pauses of the code under test.
 */
const awayFor = (questions: number) => {
  const seen = { asked: 0, paused: 0 }
  return {
    seen,
    answers: async () => ++seen.asked > questions,
    pause: async () => void seen.paused++
  }
}

test('code that can be loaded is loaded without a probe', async () => {
  const around = awayFor(0)
  expect(await whenThere(async () => 'a page', around)).toBe('a page')
  expect(around.seen).toEqual({ asked: 0, paused: 0 })
})

test('while the server is away it waits, then loads once more', async () => {
  const around = awayFor(3)
  let tries = 0
  const load = async (): Promise<string> => {
    tries += 1
    if (around.seen.paused < 3) throw new Error('Failed to fetch dynamically imported module')
    return 'a page'
  }
  expect(await whenThere(load, around)).toBe('a page')
  expect([tries, around.seen.paused]).toEqual([2, 3])
})

test('a failure with a reachable server is thrown', async () => {
  const around = awayFor(0)
  const load = (): Promise<string> => Promise.reject(new Error('Failed to fetch dynamically imported module'))
  await expect(whenThere(load, around)).rejects.toThrow('dynamically imported')
})
