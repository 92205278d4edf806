import { expect, test } from 'vitest'
import { shownReplay } from './shown-replays.ts'

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
const remembered = 'r0'

test('a running replay is shown to everyone, on the pages of its flows', () => {
  expect(shownReplay([running, ended], null, null)).toBe(running)
  expect(shownReplay([running], null, 'f1')).toBe(running)
  expect(shownReplay([running], null, 'f2')).toBeNull()
})

test('an ended replay is shown where it was seen running, until it is dismissed', () => {
  expect(shownReplay([ended], remembered, null)).toBe(ended)
  expect(shownReplay([ended], null, null)).toBeNull()
  expect(shownReplay([ended], remembered, 'f2')).toBeNull()
})

test('a replay that the server no longer lists is not shown', () => {
  expect(shownReplay([], remembered, null)).toBeNull()
})
