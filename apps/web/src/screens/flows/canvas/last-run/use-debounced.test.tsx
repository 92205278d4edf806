// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useDebounced } from './use-debounced.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

test('a value is passed on at once, and in a burst once more at its end', () => {
  const { result, rerender } = renderHook(({ value }) => useDebounced(value), { initialProps: { value: 0 } })
  rerender({ value: 1 })
  expect(result.current).toBe(1)
  for (let value = 2; value <= 9; value += 1) {
    act(() => vi.advanceTimersByTime(100))
    rerender({ value })
    expect(result.current).toBe(1)
  }
  act(() => vi.advanceTimersByTime(500))
  expect(result.current).toBe(9)
})

test('a value after a pause is passed on at once again', () => {
  const { result, rerender } = renderHook(({ value }) => useDebounced(value), {
    initialProps: { value: 'a' }
  })
  rerender({ value: 'b' })
  act(() => vi.advanceTimersByTime(600))
  rerender({ value: 'c' })
  expect(result.current).toBe('c')
})
