import { expect, it } from 'vitest'
import { formatSteps } from './steps-head.tsx'

const line = (flowId: string, ...path: (string | number)[]) => ({ flowId, path })

it('counts the cards of the flow and the steps inside them apart', () => {
  const lines = [line('users', 'event'), line('event', 'event', 'start'), line('event', 'event', 'end')]
  expect(formatSteps([...lines, line('users', 'text')], 'users')).toBe('2 cards · 2 steps')
})

it('counts a card that runs again as a further step', () => {
  const lines = [line('users', 'loop'), line('users', 'loop', 0, 'text'), line('users', 'loop', 1, 'text')]
  expect(formatSteps(lines, 'users')).toBe('2 cards · 1 step')
})

it('counts once where the cards are all steps', () => {
  expect(formatSteps([line('users', 'event'), line('users', 'text')], 'users')).toBe('2 steps')
})
