import { expect, test } from 'vitest'
import { shownFlowName } from './shown-flow-name.ts'

test('a flow is called by its name, and one without is told from all that have one', () => {
  expect(shownFlowName('New user')).toBe('New user')
  expect([null, undefined, ''].map(shownFlowName)).toEqual(['Unnamed flow', 'Unnamed flow', 'Unnamed flow'])
})
