import { describe, expect, test } from 'vitest'
import {
  formatProgress,
  formatReplayButton,
  formatReplayCount,
  formatReplayDuration
} from './format-replay.ts'

const count = { deliveries: 412, flows: 2, isFull: false, lookedBackTo: null }

describe('a count', () => {
  test('shows the number of deliveries and flows', () => {
    expect(formatReplayCount(count)).toBe('412 deliveries of 2 flows can be replayed.')
    expect(formatReplayCount({ ...count, deliveries: 1, flows: 1 })).toBe(
      '1 delivery of 1 flow can be replayed.'
    )
    expect(formatReplayButton(1_412)).toBe('Replay 1,412 deliveries')
  })

  test('shows where the search ended early', () => {
    const lookedBackTo = new Date(2026, 10, 24, 14, 2, 11).getTime()
    expect(formatReplayCount({ ...count, lookedBackTo })).toMatch(
      /older than 24 Nov 2026, 14:02:11 were not searched/
    )
    expect(formatReplayCount({ ...count, deliveries: 10_000, isFull: true })).toMatch(
      /^The newest 10,000 .* the maximum for one replay\.$/
    )
    expect(formatReplayCount({ ...count, deliveries: 0, lookedBackTo })).toMatch(
      /^None of the matching deliveries.*older than/
    )
  })
})

test('the duration of a replay is shown roughly', () => {
  expect(formatReplayDuration(4, 5)).toBe('about 1 second')
  expect(formatReplayDuration(412, 10)).toBe('about 42 seconds')
  expect(formatReplayDuration(412, 5)).toBe('about 1 minute')
  expect(formatReplayDuration(10_000, 5)).toBe('about 33 minutes')
})

describe('replays', () => {
  const told = {
    id: 'r1',
    ownerId: 'ann',
    flowIds: ['f1'],
    of: 412,
    begun: 37,
    skipped: 0,
    mode: { on: 'newest' as const, effects: true },
    perSecond: 5,
    startedAt: 0,
    status: { is: 'running' as const }
  }

  test('show their progress', () => {
    expect(formatProgress(told)).toBe('37 of 412 deliveries replayed so far, at most 5 per second.')
    expect(formatProgress({ ...told, skipped: 2 })).toMatch(/2 could not be replayed\.$/)
  })

  test('show their result', () => {
    const ended = (begun: number, of = 412) =>
      formatProgress({ ...told, of, begun, skipped: of - begun, status: { is: 'done', at: 1 } })
    expect(ended(412)).toBe('412 deliveries replayed.')
    expect(ended(1, 1)).toBe('1 delivery replayed.')
    expect(ended(410)).toMatch(/^410 of 412 deliveries replayed\. 2 could not/)
    expect(formatProgress({ ...told, status: { is: 'stopped', at: 1 } })).toMatch(/^Stopped: 37 of 412/)
    const fault = { code: 'storage.failed' as const, message: 'The disk is full.', details: {} }
    expect(formatProgress({ ...told, status: { is: 'failed', at: 1, fault } })).toMatch(
      /: The disk is full\.$/
    )
  })
})
