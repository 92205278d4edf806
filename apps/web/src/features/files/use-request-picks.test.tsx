// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useRequestPicks } from './use-request-picks.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const open = () => {
  const preview = vi.fn()
  const hook = renderHook(({ isPending }) => useRequestPicks({ preview, isPending }), {
    initialProps: { isPending: false }
  })
  const wait = (time: number) => act(() => vi.advanceTimersByTime(time))
  wait(0)
  return { ...hook, preview, wait }
}

test('the first preview has no picks, and two quick picks cause one request', () => {
  const { result, preview, wait } = open()
  expect(preview.mock.calls).toEqual([[null]])
  act(() => {
    result.current.pick(1, true, [0])
    result.current.pick(2, true, [0])
  })
  wait(500)
  expect(result.current).toMatchObject({ picked: [0, 1, 2], isBehind: true })
  act(() => result.current.pick(0, false, [0]))
  wait(500)
  expect(preview).toHaveBeenCalledTimes(1)
  wait(200)
  expect(preview.mock.calls).toEqual([[null], [[1, 2]]])
  expect(result.current.isBehind).toBe(false)
})

test('no request is sent during a preview, and the last picks follow it', () => {
  const { result, preview, wait, rerender } = open()
  rerender({ isPending: true })
  for (const index of [1, 2, 3]) {
    act(() => result.current.pick(index, true, []))
    wait(1_000)
  }
  expect(preview).toHaveBeenCalledTimes(1)
  rerender({ isPending: false })
  wait(1_000)
  expect(preview.mock.calls).toEqual([[null], [[1, 2, 3]]])
})

test('a failed preview is not repeated without another pick', () => {
  const { preview, wait, rerender } = open()
  rerender({ isPending: true })
  rerender({ isPending: false })
  wait(10_000)
  expect(preview).toHaveBeenCalledTimes(1)
})
