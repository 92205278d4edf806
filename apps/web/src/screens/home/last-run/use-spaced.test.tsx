// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useSpaced } from './use-spaced.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const run = (id: string, is: string) => ({ id, is })
const idOf = ({ id }: { id: string }): string => id

const spaced = () => {
  const { result, rerender } = renderHook(({ value }) => useSpaced(value, 5_000, idOf), {
    initialProps: { value: run('a', 'running') }
  })
  return {
    shown: () => `${result.current.id} ${result.current.is}`,
    comes: (value: ReturnType<typeof run>) => rerender({ value }),
    passes: (time: number) => act(() => vi.advanceTimersByTime(time))
  }
}

test('in a burst the first run is shown at once, and the last one after the interval', () => {
  const { shown, comes, passes } = spaced()
  for (const id of ['b', 'c', 'd']) {
    comes(run(id, 'running'))
    passes(100)
    expect(shown()).toBe('b running')
  }
  passes(5_000)
  expect(shown()).toBe('d running')
})

test('the end of a run is shown at once, and stays while the next one waits', () => {
  const { shown, comes, passes } = spaced()
  comes(run('b', 'running'))
  passes(0)
  comes(run('b', 'succeeded'))
  expect(shown()).toBe('b succeeded')
  comes(run('c', 'running'))
  expect(shown()).toBe('b succeeded')
  passes(5_000)
  expect(shown()).toBe('c running')
})
