import { expect, test } from 'vitest'
import { formatReplayMode } from './format-mode.ts'

test('how a run was replayed is said in a few words', () => {
  expect(formatReplayMode({ on: 'draft', effects: false })).toBe('Replay on the draft, without side effects')
  expect(formatReplayMode({ on: 'newest', effects: true })).toBe('Replay on the newest')
  expect(formatReplayMode({ on: 'pinned', effects: true, alone: true })).toBe(
    'Replay of one record on what ran then'
  )
})
