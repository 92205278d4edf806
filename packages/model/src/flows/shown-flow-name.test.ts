import { expect, test } from 'vitest'
import { shownFlowName } from './shown-flow-name.ts'

test('a flow is shown by its name, and one without a name has a unique replacement', () => {
  expect(shownFlowName('New user')).toBe('New user')
  expect([null, undefined, ''].map(shownFlowName)).toEqual(['Unnamed flow', 'Unnamed flow', 'Unnamed flow'])
})
