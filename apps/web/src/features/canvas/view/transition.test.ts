// @vitest-environment happy-dom
import { select } from 'd3-selection'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { interrupt, type Transition } from './transition.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Moves an element for 100 ms, and writes down what happens. */
const moveOn = (element: Element): string[] => {
  const seen: string[] = []
  const chosen = select(element)
  // The types of d3-selection do not know what is learned.
  const begin: unknown = Reflect.get(chosen, 'transition')
  if (typeof begin !== 'function') throw new Error('A selection has not learned to move.')
  const transition: Transition = begin.call(chosen)
  transition
    .duration(100)
    .ease(at => at * at)
    .on('end', () => seen.push('done'))
    .on('start.zoom', () => seen.push('start'))
    .on('interrupt.zoom end.zoom', () => seen.push('over'))
    .tween('zoom', () => at => seen.push(at.toFixed(2)))
  return seen
}

test('a movement begins in the next frame, is eased, and tells of its start and end', () => {
  const seen = moveOn(document.createElement('div'))
  expect(seen).toEqual([])
  vi.advanceTimersByTime(16)
  expect(seen).toEqual(['start', '0.00'])
  vi.advanceTimersByTime(48)
  expect(seen.at(-1)).toBe('0.23')
  vi.advanceTimersByTime(1_000)
  expect(seen.slice(-3)).toEqual(['1.00', 'done', 'over'])
})

test('what is broken off says so and draws no more', () => {
  const element = document.createElement('div')
  const seen = moveOn(element)
  vi.advanceTimersByTime(32)
  interrupt(element)
  const before = seen.length
  expect(seen.at(-1)).toBe('over')
  expect(seen).not.toContain('done')
  vi.advanceTimersByTime(1_000)
  expect(seen.length).toBe(before)
  interrupt(element)
  expect(seen.length).toBe(before)
})

test('what is broken off before it began says nothing', () => {
  const element = document.createElement('div')
  const seen = moveOn(element)
  interrupt(element)
  vi.advanceTimersByTime(1_000)
  expect(seen).toEqual([])
})

test('the next movement takes the place of the one before', () => {
  const element = document.createElement('div')
  const first = moveOn(element)
  vi.advanceTimersByTime(32)
  const second = moveOn(element)
  vi.advanceTimersByTime(1_000)
  expect(first.at(-1)).toBe('over')
  expect(first).not.toContain('1.00')
  expect(second.slice(-3)).toEqual(['1.00', 'done', 'over'])
})
