import { expect, test } from 'vitest'
import { lookAt } from './looks.ts'

test.each([
  ['/flows/0199', 'open-flow'],
  ['/runs/0199', 'see-run']
])('viewing %s completes %s', (path, step) => {
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
])('viewing %s completes no step', path => {
  expect(lookAt(path)).toBeNull()
})
