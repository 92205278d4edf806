import { expect, test } from 'vitest'
import { lookAt } from './looks.ts'

test.each([
  ['/flows/0199', 'open-flow'],
  ['/runs/0199', 'see-run']
])('%s is a look that counts as %s', (path, step) => {
  expect(lookAt(path)).toBe(step)
})

test.each([
  '/',
  '/flows',
  '/flows/0199/runs',
  '/runs',
  '/connectors',
  '/connectors/0199',
  '/deliveries/0199'
])('%s is no look at one of the first things', path => {
  expect(lookAt(path)).toBeNull()
})
