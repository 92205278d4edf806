import { expect, test } from 'vitest'
import { type Clock, keepRunning, realClock } from './keep-running.mjs'

/**
 * Simulates runs of a server, each with a duration and an exit code. A simulated clock advances by these
 * durations and by the pauses between them.
 */
const runs = (...all: { ms: number; code: number }[]) => {
  const stop = new AbortController()
  const said: string[] = []
  const pauses: number[] = []
  let now = 0
  let started = 0
  const clock: Clock = {
    now: () => now,
    wait: async ms => {
      pauses.push(ms / 1_000)
      now += ms
    }
  }
  const run = async () => {
    const { ms, code } = all[started] ?? expect.fail('It was started once too often.')
    started += 1
    now += ms
    return code
  }
  const ended = () => keepRunning({ run, stopping: stop.signal, say: text => said.push(text), clock })
  return { stop, said, pauses, clock, ended, started: () => started }
}

const failed = { ms: 100, code: 74 }

test('a server stopped by a failed disk is started again, each time after a longer pause', async () => {
  const { ended, pauses, said } = runs(...Array.from({ length: 8 }, () => failed), { ms: 1, code: 0 })
  expect(await ended()).toBe(0)
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
  expect(said[0]).toBe('The disk failed, so Hookwright starts again in 1 s.')
})

test('a server whose work others took over is started again, with the reason', async () => {
  const { ended, said } = runs({ ms: 100, code: 75 }, { ms: 1, code: 0 })
  expect(await ended()).toBe(0)
  expect(said).toEqual(['Other processes took over the work of this one, so Hookwright starts again in 1 s.'])
})

test('the first pause applies again after a server ran for ten minutes', async () => {
  const steady = { ms: 600_000, code: 74 }
  const { ended, pauses } = runs(failed, failed, steady, failed, { ms: 1, code: 3 })
  expect(await ended()).toBe(3)
  expect(pauses).toEqual([1, 2, 1, 2])
})

test.each([0, 1, 137])('a server that ends with %i is not started again', async code => {
  const { ended, pauses, started } = runs({ ms: 100, code })
  expect(await ended()).toBe(code)
  expect([started(), pauses]).toEqual([1, []])
})

test('stopping the launcher during a pause starts no server again', async () => {
  const { ended, clock, stop, started } = runs(failed, failed)
  clock.wait = async () => stop.abort()
  expect(await ended()).toBe(0)
  expect(started()).toBe(1)
})

test('a pause ends when the launcher is stopped', async () => {
  await realClock.wait(3_600_000, AbortSignal.abort())
})
