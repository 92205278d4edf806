import { describe, expect, test } from 'vitest'
import { openTheme } from './theme.ts'

/**
 * Simulates Chromium's media query for the dark system theme.
 *
 * Chromium notifies late, and not at all if the query was read between the change and the notification.
 */
const openQuery = (initially: boolean) => {
  const target = new EventTarget()
  let isDark = initially
  let known = initially
  const query = {
    get matches() {
      known = isDark
      return known
    },
    addEventListener: (type: string, listener: EventListener) => target.addEventListener(type, listener)
  }
  const turn = (next: boolean, meanwhile: () => void): void => {
    isDark = next
    meanwhile()
    if (known === isDark) return
    known = isDark
    target.dispatchEvent(Object.assign(new Event('change'), { matches: isDark }))
  }
  return { query, turn }
}

/**
 * Opens the theme on a simulated device. `kept` is the stored choice, `dark` the system theme, which the test
 * can change.
 */
const machine = (kept: string | null, dark: boolean) => {
  const values = new Map(kept === null ? [] : [['hookwright.theme', kept]])
  const { query, turn } = openQuery(dark)
  const dataset: DOMStringMap = {}
  const theme = openTheme({
    root: { dataset },
    storage: {
      getItem: key => values.get(key) ?? null,
      setItem: (key, value) => void values.set(key, value),
      removeItem: key => void values.delete(key)
    },
    systemDark: query
  })
  return {
    theme,
    dataset,
    turn: (next: boolean, meanwhile = () => {}) => turn(next, meanwhile),
    kept: () => values.get('hookwright.theme') ?? null
  }
}

describe('the theme', () => {
  test('follows the system until the user chooses', () => {
    const { theme, dataset, turn, kept } = machine(null, true)
    expect([theme.choice(), dataset.theme]).toEqual(['system', 'dark'])
    turn(false)
    expect(dataset.theme).toBe('light')
    theme.choose('dark')
    turn(true)
    turn(false)
    expect([dataset.theme, kept()]).toEqual(['dark', 'dark'])
  })

  test('follows the system also when the page renders during the change', () => {
    const { theme, dataset, turn } = machine(null, false)
    turn(true, () => void theme.shown())
    expect([dataset.theme, theme.shown()]).toEqual(['dark', 'dark'])
  })

  test('is stored, and removed when the system decides again', () => {
    const { theme, dataset, kept } = machine('light', true)
    expect([theme.choice(), dataset.theme]).toEqual(['light', 'light'])
    theme.choose('system')
    expect([dataset.theme, kept()]).toEqual(['dark', null])
  })

  test('notifies its subscribers', () => {
    const { theme } = machine(null, false)
    let told = 0
    const stop = theme.subscribe(() => {
      told += 1
    })
    theme.choose('dark')
    stop()
    theme.choose('light')
    expect(told).toBe(1)
  })

  test('ignores an unknown stored choice', () => {
    expect(machine('purple', false).theme.choice()).toBe('system')
  })
})
