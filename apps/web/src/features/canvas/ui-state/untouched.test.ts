import type { Problem } from '@hookwright/model'
import { expect, test } from 'vitest'
import { openCanvasUi } from './canvas-ui.ts'
import { isUntouched, touch, touchAll } from './untouched.ts'

const empty: Problem = { code: 'input-required', card: 'a', field: 'key', message: 'Enter a key.' }

test('the empty required field of a new card is not reported until it is left or all are shown', () => {
  const ui = openCanvasUi({ asList: false })
  const isQuiet = (problem: Problem): boolean => {
    const { fresh, touched } = ui.getState()
    return isUntouched(problem, fresh, touched)
  }
  expect(isQuiet(empty)).toBe(false)
  ui.setState({ fresh: new Set(['a']) })
  expect(isQuiet(empty)).toBe(true)
  expect(isQuiet({ ...empty, code: 'connection' })).toBe(true)
  expect(isQuiet({ ...empty, card: 'b' })).toBe(false)
  expect(isQuiet({ ...empty, code: 'input-literal' })).toBe(false)
  touch(ui, 'a', 'a||text')
  expect(isQuiet(empty)).toBe(true)
  touch(ui, 'a', 'a||key')
  expect(isQuiet(empty)).toBe(false)
  ui.setState({ touched: new Set() })
  touchAll(ui)
  expect(isQuiet(empty)).toBe(false)
})
