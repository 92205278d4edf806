import { describe, expect, test } from 'vitest'
import { openTheme } from './theme.ts'

/** A machine whose system theme can be changed, with what was kept on it before. */
const machine = (kept: string | null, dark: boolean) => {
  const values = new Map(kept === null ? [] : [['hookwright.theme', kept]])
  const target = new EventTarget()
  const systemDark = Object.assign(target, { matches: dark }) as unknown as MediaQueryList & {
    matches: boolean
  }
  const dataset: DOMStringMap = {}
  const theme = openTheme({
    root: { dataset },
    storage: {
      getItem: key => values.get(key) ?? null,
      setItem: (key, value) => void values.set(key, value),
      removeItem: key => void values.delete(key)
    },
    systemDark
  })
  const turn = (next: boolean): void => {
    Object.assign(systemDark, { matches: next })
    target.dispatchEvent(new Event('change'))
  }
  return { theme, dataset, turn, kept: () => values.get('hookwright.theme') ?? null }
}

describe('the theme', () => {
  test('follows the machine until someone chooses', () => {
    const { theme, dataset, turn, kept } = machine(null, true)
    expect([theme.choice(), dataset.theme]).toEqual(['system', 'dark'])
    turn(false)
    expect(dataset.theme).toBe('light')
    theme.choose('dark')
    turn(true)
    turn(false)
    expect([dataset.theme, kept()]).toEqual(['dark', 'dark'])
  })

  test('is kept, and forgotten when the machine decides again', () => {
    const { theme, dataset, kept } = machine('light', true)
    expect([theme.choice(), dataset.theme]).toEqual(['light', 'light'])
    theme.choose('system')
    expect([dataset.theme, kept()]).toEqual(['dark', null])
  })

  test('tells who listens', () => {
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

  test('takes what it does not know for no choice', () => {
    expect(machine('purple', false).theme.choice()).toBe('system')
  })
})
