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

test('a tip is shown after the pointer rests, wherever inside, and hidden when it leaves', () => {
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

test('touch shows no tip', () => {
  over('save', 'touch')
  pass(1_000)
  expect(shown).toBe(null)
})

test('the pointer can move onto the tip, and hides it by leaving', () => {
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

test('the next tip is shown at once, for a moment after the last one', () => {
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

test('a press hides the tip until the pointer comes again', () => {
  over('save')
  pass(500)
  at('save').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
  expect(shown).toBe(null)
  over('inside-save')
  pass(1_000)
  expect(shown).toBe(null)
})

test('Esc hides the tip', () => {
  over('save')
  pass(500)
  press('Tab')
  expect(shown).toBe('save')
  press('Escape')
  expect(shown).toBe(null)
})

test('keyboard focus shows the tip at once, and again after the pointer was elsewhere', () => {
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

test('an ended watch shows no tip', () => {
  over('save')
  end()
  pass(1_000)
  expect(shown).toBe(null)
})
