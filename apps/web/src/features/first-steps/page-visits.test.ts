import { expect, test } from 'vitest'
import { stepOfPage } from './page-visits.ts'

test.each([
  ['/flows/0199', 'open-flow'],
  ['/runs/0199', 'see-run']
])('viewing %s completes %s', (path, step) => {
  expect(stepOfPage(path)).toBe(step)
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
  expect(stepOfPage(path)).toBeNull()
})
