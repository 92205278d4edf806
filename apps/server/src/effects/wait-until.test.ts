import { DAY, SECOND } from '@hookwright/model'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { unaborted } from './testing.ts'
import { waitUntil } from './wait-until.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('waiting', () => {
  it.each([
    ['a second', SECOND],
    ['longer than a timer holds', 60 * DAY]
  ])('for %s ends at the moment and not before', async (_, time) => {
    let over = false
    const waiting = waitUntil(Date.now() + time, unaborted()).then(() => {
      over = true
    })
    await vi.advanceTimersByTimeAsync(time - 1)
    expect(over).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await waiting
    expect(vi.getTimerCount()).toBe(0)
  })

  it('for a moment that is over ends at once', async () => {
    await waitUntil(Date.now(), unaborted())
    await waitUntil(0, unaborted())
  })

  it('ends with the reason of the signal, and leaves no timer behind', async () => {
    const abort = new AbortController()
    const waiting = waitUntil(Date.now() + DAY, abort.signal)
    abort.abort('enough')
    await expect(waiting).rejects.toBe('enough')
    expect(vi.getTimerCount()).toBe(0)
    await expect(waitUntil(0, abort.signal)).rejects.toBe('enough')
  })
})
