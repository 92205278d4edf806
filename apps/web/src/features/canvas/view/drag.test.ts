// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest'
import { drag, dragDisable, dragEnable } from './drag.ts'

const isSwallowed = (kind: string): boolean => {
  const event = new Event(kind, { bubbles: true, cancelable: true })
  document.body.dispatchEvent(event)
  return event.defaultPrevented
}

test('while a view is dragged no text is selected and nothing is carried away, and then all is as it was', () => {
  const { style } = document.documentElement
  style.userSelect = 'text'
  dragDisable(window)
  expect(style.userSelect).toBe('none')
  expect(isSwallowed('dragstart')).toBe(true)
  dragEnable(window, false)
  expect(style.userSelect).toBe('text')
  expect([isSwallowed('dragstart'), isSwallowed('click')]).toEqual([false, false])
})

test('letting go of a view that has moved is no click, and the next one is', () => {
  vi.useFakeTimers()
  dragDisable(window)
  dragEnable(window, true)
  expect(isSwallowed('click')).toBe(true)
  vi.runAllTimers()
  expect(isSwallowed('click')).toBe(false)
  vi.useRealTimers()
})

test('what would move a card is set up as React Flow does it, and moves none', () => {
  expect(drag().clickDistance().filter().on()()).toBeUndefined()
})
