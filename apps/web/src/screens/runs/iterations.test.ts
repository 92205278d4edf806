import type { Step, StepPath } from '@hookwright/model'
import { expect, test } from 'vitest'
import { formatIteration, iterationsOf, stepInIteration } from './iterations.ts'

const line = (path: StepPath, status: Step['status'] = 'succeeded') => ({
  path,
  step: { path, status, from: 0, to: 1 }
})

const lines = [
  line(['event']),
  line(['each']),
  line(['each', 0, 'start']),
  line(['each', 0, 'say']),
  line(['each', 1, 'start']),
  line(['each', 1, 'say'], 'failed'),
  line(['each', 2, 'start']),
  line(['each', 2, 'again']),
  line(['each', 2, 'again', 0, 'inner']),
  line(['each', 2, 'again', 1, 'inner'])
]

test('a card with a list has its iterations, and the failed ones', () => {
  expect(iterationsOf(lines, ['each'])).toEqual([
    { caller: ['each'], begun: [0, 1, 2], failed: new Set([1]), at: null }
  ])
  expect(iterationsOf(lines, ['event'])).toEqual([])
})

test('a step inside iterations has each of them, from the outside in', () => {
  expect(iterationsOf(lines, ['each', 2, 'again', 1, 'inner'])).toEqual([
    { caller: ['each'], begun: [0, 1, 2], failed: new Set([1]), at: 2 },
    { caller: ['each', 2, 'again'], begun: [0, 1], failed: new Set(), at: 1 }
  ])
})

test('switching the iteration keeps the card, or selects the first one', () => {
  expect(stepInIteration(lines, ['each', 0, 'say'], ['each'], 1)).toBe(5)
  expect(stepInIteration(lines, ['each', 0, 'say'], ['each'], 2)).toBe(6)
  expect(stepInIteration(lines, ['each', 2, 'again', 0, 'inner'], ['each', 2, 'again'], 1)).toBe(9)
  expect(stepInIteration(lines, ['each', 2, 'again', 0, 'inner'], ['each'], 0)).toBe(2)
  expect(stepInIteration(lines, ['each'], ['each'], 1)).toBe(4)
})

test('iterations are numbered from 1', () => {
  expect(formatIteration(['each', 2, 'again', 0, 'inner'])).toBe('iteration 3.1')
  expect(formatIteration(['say'])).toBeNull()
})
