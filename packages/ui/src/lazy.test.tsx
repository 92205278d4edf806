import { act, cleanup, render } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { createLazyParts, type Lazy, lazyPart, useLazy } from './lazy.ts'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const Wanting = ({ part, wanted }: { part: Lazy<string>; wanted: boolean }) => useLazy(part, wanted)

test('a part is loaded when it is first needed, and stays', async () => {
  let loads = 0
  const part = lazyPart(async () => {
    loads += 1
    return 'Here'
  })
  const { container, rerender } = render(<Wanting part={part} wanted={false} />)
  await act(async () => {})
  expect(loads).toBe(0)
  await act(async () => rerender(<Wanting part={part} wanted />))
  expect(container.textContent).toBe('Here')
  await act(async () => rerender(<Wanting part={part} wanted={false} />))
  expect(container.textContent).toBe('Here')
  expect(loads).toBe(1)
})

test('a loaded part is drawn at once when it is needed', async () => {
  const part = lazyPart(async () => 'Here')
  await part.load()
  const { container, rerender } = render(<Wanting part={part} wanted={false} />)
  expect(container.textContent).toBe('')
  rerender(<Wanting part={part} wanted />)
  expect(container.textContent).toBe('Here')
})

test('a failed load can be repeated', async () => {
  let tries = 0
  const part = lazyPart(async () => {
    tries += 1
    if (tries === 1) throw new Error('no answer')
    return 'Here'
  })
  await expect(part.load()).rejects.toThrow('no answer')
  expect(part.now()).toBe(null)
  await part.load()
  expect(part.now()).toBe('Here')
})

test('a needed part is loaded again until it succeeds, and not once it is no longer needed', async () => {
  vi.useFakeTimers()
  let tries = 0
  const part = lazyPart(async () => {
    tries += 1
    if (tries < 3) throw new Error('no answer')
    return 'Here'
  })
  const { container, rerender } = render(<Wanting part={part} wanted />)
  const passTime = () => act(async () => void (await vi.advanceTimersByTimeAsync(60_000)))
  await act(async () => {})
  expect(tries).toBe(1)
  rerender(<Wanting part={part} wanted={false} />)
  await passTime()
  expect(tries).toBe(1)
  await act(async () => rerender(<Wanting part={part} wanted />))
  expect(container.textContent).toBe('')
  await passTime()
  expect(container.textContent).toBe('Here')
  expect(tries).toBe(3)
})

test('the first input of the user loads every part, also those declared later', async () => {
  const { lazyPart, loadLazyParts } = createLazyParts()
  const page = new EventTarget()
  const early = lazyPart(async () => 'early')
  loadLazyParts(page)
  expect(early.now()).toBe(null)
  page.dispatchEvent(new Event('pointermove'))
  await expect.poll(() => early.now()).toBe('early')
  const afterwards = lazyPart(async () => 'afterwards')
  await expect.poll(() => afterwards.now()).toBe('afterwards')
})
