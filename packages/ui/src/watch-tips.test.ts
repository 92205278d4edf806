import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { tipAttributes, watchTips } from './watch-tips.ts'

let end = (): void => {}
let shown: string | null = null

beforeEach(() => {
  vi.useFakeTimers()
  const button = (id: string): string =>
    `<button id="${id}" ${Object.entries(tipAttributes({ tip: id }))
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}="${value}"`)
      .join(' ')}><i id="inside-${id}"></i></button>`
  document.body.innerHTML = `${button('save')}${button('undo')}<p id="text"></p><div id="tip" data-tip-shown></div>`
  end = watchTips(document, tipped => {
    shown = tipped?.id ?? null
  })
})

afterEach(() => {
  end()
  vi.useRealTimers()
})

const at = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`There is no ${id} here.`)
  return found
}
const over = (id: string, pointerType = 'mouse'): void => {
  at(id).dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType }))
}
const press = (key: string): void => {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, key }))
}
const pass = (ms: number): void => void vi.advanceTimersByTime(ms)

test('a tip shows when the pointer has rested, however it moves inside, and goes when it leaves', () => {
  over('save')
  pass(300)
  over('inside-save')
  pass(199)
  expect(shown).toBe(null)
  pass(1)
  expect(shown).toBe('save')
  over('text')
  pass(100)
  expect(shown).toBe(null)
})

test('a finger shows no tip', () => {
  over('save', 'touch')
  pass(1_000)
  expect(shown).toBe(null)
})

test('the pointer can go onto the tip, and takes it away by leaving that', () => {
  over('save')
  pass(500)
  over('text')
  pass(50)
  over('tip')
  pass(1_000)
  expect(shown).toBe('save')
  over('text')
  pass(100)
  expect(shown).toBe(null)
})

test('from one tip to the next there is no wait, nor a moment later', () => {
  over('save')
  pass(500)
  over('undo')
  expect(shown).toBe('undo')
  over('text')
  pass(300)
  over('save')
  expect(shown).toBe('save')
  over('text')
  pass(1_000)
  over('undo')
  expect(shown).toBe(null)
})

test('a press takes the tip away until the pointer comes again', () => {
  over('save')
  pass(500)
  at('save').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
  expect(shown).toBe(null)
  over('inside-save')
  pass(1_000)
  expect(shown).toBe(null)
})

test('Esc takes the tip away', () => {
  over('save')
  pass(500)
  press('Tab')
  expect(shown).toBe('save')
  press('Escape')
  expect(shown).toBe(null)
})

test('what has the focus by a key shows its tip at once, and again when the pointer has been elsewhere', () => {
  vi.spyOn(Element.prototype, 'matches').mockReturnValue(true)
  at('save').focus()
  expect(shown).toBe('save')
  over('undo')
  expect(shown).toBe('undo')
  over('text')
  pass(100)
  expect(shown).toBe('save')
  at('save').blur()
  expect(shown).toBe(null)
  vi.restoreAllMocks()
})

test('an ended watch shows nothing', () => {
  over('save')
  end()
  pass(1_000)
  expect(shown).toBe(null)
})
