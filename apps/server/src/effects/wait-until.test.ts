import { DAY, type Millis, SECOND } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import { createUnabortedSignal } from './testing.ts'
import { waitUntil } from './wait-until.ts'

/** Creates a machine with a clock that the test advances. */
const openMachine = () => {
  let now = 0
  const timers = new Set<{ at: Millis; act: () => void }>()
  return {
    clock: () => now,
    after: (delay: Millis, act: () => void) => {
      if (delay > 2 ** 31 - 1) throw new Error('No timer holds that long.')
      const timer = { at: now + delay, act }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    timers,
    /** Advances the clock by this time, from timer to timer. */
    pass: async (time: Millis) => {
      const end = now + time
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)
        if (next === undefined) break
        timers.delete(next)
        now = next.at
        next.act()
        // What waits for it begins its next timer.
        await new Promise(setImmediate)
      }
      now = end
    }
  }
}

describe('waitUntil', () => {
  it.each([
    ['a second', SECOND],
    ['longer than a timer holds', 60 * DAY]
  ])('ends after %s and not before', async (_, time) => {
    const machine = openMachine()
    let over = false
    const waiting = waitUntil(time, createUnabortedSignal(), machine).then(() => {
      over = true
    })
    await machine.pass(time - 1)
    expect(over).toBe(false)
    await machine.pass(1)
    await waiting
    expect(machine.timers.size).toBe(0)
  })

  it('ends at once for a moment in the past', async () => {
    await waitUntil(Date.now(), createUnabortedSignal())
    await waitUntil(0, createUnabortedSignal())
  })

  it('rejects with the reason of the signal, and leaves no timer behind', async () => {
    const machine = openMachine()
    const abort = new AbortController()
    const waiting = waitUntil(DAY, abort.signal, machine)
    abort.abort('enough')
    await expect(waiting).rejects.toBe('enough')
    expect(machine.timers.size).toBe(0)
    await expect(waitUntil(0, abort.signal, machine)).rejects.toBe('enough')
  })
})
