import { expect, test } from 'vitest'
import { shownReplays } from './shown-replays.ts'

const running = {
  id: 'r1',
  ownerId: 'ann',
  flowIds: ['f1'],
  of: 9,
  begun: 3,
  skipped: 0,
  mode: { on: 'newest' as const, effects: true },
  perSecond: 5,
  startedAt: 0,
  status: { is: 'running' as const }
}
const ended = { ...running, id: 'r0', status: { is: 'done' as const, at: 5 } }
const remembered = { id: 'r0', of: 9, begun: 9, isRunning: false }

test('what is under way shows to whoever looks, on the pages that it is of', () => {
  expect(shownReplays([running, ended], null, null)).toEqual({ is: 'told', replays: running })
  expect(shownReplays([running], null, 'f1')).toEqual({ is: 'told', replays: running })
  expect(shownReplays([running], null, 'f2')).toBeNull()
})

test('what has ended shows where it was seen under way, until it is taken away', () => {
  expect(shownReplays([ended], remembered, null)).toEqual({ is: 'told', replays: ended })
  expect(shownReplays([ended], null, null)).toBeNull()
  expect(shownReplays([ended], remembered, 'f2')).toBeNull()
})

test('what the server does not know any more is lost, if it was under way', () => {
  const half = { ...remembered, begun: 3, isRunning: true }
  expect(shownReplays([], half, null)).toEqual({ is: 'lost', remembered: half })
  expect(shownReplays([], remembered, null)).toBeNull()
})
