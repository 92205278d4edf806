import { expect, test } from 'vitest'
import { formatReplayMode } from './format-mode.ts'

test('the mode of a replay is described in a few words', () => {
  expect(formatReplayMode({ on: 'draft', effects: false })).toBe(
    'Replay with the draft, without side effects'
  )
  expect(formatReplayMode({ on: 'newest', effects: true })).toBe('Replay with the current flow')
  expect(formatReplayMode({ on: 'pinned', effects: true, alone: true })).toBe(
    'Replay of one record with the original flow'
  )
})
