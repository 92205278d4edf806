// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Action } from './action.ts'
import { createActionRegistry } from './action-registry.ts'
import { pressKeys } from './press-keys.ts'

const registry = createActionRegistry()
let done: string[]
let singleKeys: boolean
let stop: () => void

const action = (id: string, over: Partial<Action> = {}): Action => ({
  id,
  label: id,
  group: 'Test',
  run: () => {
    done.push(id)
  },
  ...over
})

beforeEach(() => {
  done = []
  singleKeys = true
  document.body.innerHTML = `
    <button id="plain">Plain</button>
    <input id="field">
    <div role="dialog"><button id="layer">In a dialog</button></div>`
  stop = pressKeys({ registry, target: document, isMac: false, singleKeys: () => singleKeys })
})
afterEach(() => {
  stop()
  // Test files share the document.
  document.body.innerHTML = ''
})

const press = (key: string, over: KeyboardEventInit = {}, on = '#plain'): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...over })
  document.querySelector(on)?.dispatchEvent(event)
  return event
}

/** Registers actions for one test. */
const having = (...actions: Action[]): void => {
  const unregister = registry.register(actions)
  const before = stop
  stop = () => {
    before()
    unregister()
  }
}

describe('keys', () => {
  test('run their action, and prevent the default of the browser', () => {
    having(action('save', { keys: ['Mod+S', 'F9'] }))
    expect(press('s', { ctrlKey: true }).defaultPrevented).toBe(true)
    press('F9')
    expect(press('s').defaultPrevented).toBe(false)
    expect(done).toEqual(['save', 'save'])
  })

  test('typed into a field are text, unless the action applies in fields', () => {
    having(action('new', { keys: ['c'] }), action('palette', { keys: ['Mod+K'], keysAlso: { fields: true } }))
    press('c', {}, '#field')
    press('k', { ctrlKey: true }, '#field')
    expect(done).toEqual(['palette'])
  })

  test('in a dialog belong to the dialog, unless the action applies in dialogs', () => {
    having(
      action('new', { keys: ['c'] }),
      action('apply', { keys: ['Mod+Enter'], keysAlso: { layers: true } })
    )
    press('c', {}, '#layer')
    press('Enter', { ctrlKey: true }, '#layer')
    expect(done).toEqual(['apply'])
  })

  test('of a sequence have to follow each other, or start over', () => {
    having(action('builder', { keys: ['G B'] }), action('b', { keys: ['b'] }))
    press('g')
    press('b')
    press('b')
    press('g')
    press('x')
    press('b')
    expect(done).toEqual(['builder', 'b', 'b'])
  })

  test('handled elsewhere are ignored', () => {
    having(action('delete', { keys: ['Delete'] }))
    document.querySelector('#plain')?.addEventListener('keydown', event => event.preventDefault())
    press('Delete')
    expect(done).toEqual([])
  })

  test('are ignored while the action is not available', () => {
    having(
      action('hidden', { keys: ['h'], when: () => false }),
      action('refused', { keys: ['r'], when: () => 'You may not.' })
    )
    expect(press('h').defaultPrevented).toBe(false)
    press('r')
    expect(done).toEqual([])
  })

  test('without modifiers can be turned off', () => {
    having(
      action('new', { keys: ['c'] }),
      action('save', { keys: ['Mod+S'] }),
      action('next', { keys: ['F8'] })
    )
    singleKeys = false
    press('c')
    press('s', { ctrlKey: true })
    press('F8')
    expect(done).toEqual(['save', 'next'])
  })

  test('run the action registered last', () => {
    having(action('page', { keys: ['Mod+S'] }))
    having(action('canvas', { keys: ['Mod+S'] }))
    press('s', { ctrlKey: true })
    expect(done).toEqual(['canvas'])
  })
})

describe('the registry', () => {
  test('lists each id once, with the later action, and drops removed ones', () => {
    const unregister = registry.register([action('save', { label: 'Save the page' })])
    const again = registry.register([action('save', { label: 'Save the flow' })])
    expect(registry.all().map(({ label }) => label)).toEqual(['Save the flow'])
    again()
    expect(registry.all().map(({ label }) => label)).toEqual(['Save the page'])
    unregister()
    expect(registry.all()).toEqual([])
  })

  test('runs only available actions', () => {
    having(action('yes'), action('no', { when: () => 'Not now.' }))
    expect([registry.run('yes'), registry.run('no'), registry.run('unknown')]).toEqual([true, false, false])
    expect(done).toEqual(['yes'])
  })
})
