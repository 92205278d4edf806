import { expect, test } from 'vitest'
import { named } from './format-step.ts'

const step = (id: Parameters<typeof named>[1]['id']): Parameters<typeof named>[1] => ({
  id,
  number: 1,
  is: 'next'
})

test('the button of a step is named by its word and its step, without saying a word twice', () => {
  expect(named('Show run', step('see-run'))).toEqual({ 'aria-label': 'Show run: See the run' })
  expect(named('Open', step('open-flow'))).toEqual({ 'aria-label': 'Open the flow' })
})
