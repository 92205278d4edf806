import { expect, it } from 'vitest'
import { barsOfRuns, formatBars } from './bars-of-runs.ts'

const run = (at: number, over: Partial<Parameters<typeof barsOfRuns>[0][number]> = {}) => ({
  id: `00000000-0000-7000-8000-00000000000${at}`,
  kind: 'flow' as const,
  startedAt: at * 1_000,
  finishedAt: at * 1_000 + at * 100,
  subject: null,
  flowName: 'Welcome',
  status: { is: 'succeeded' as const },
  ...over
})

const formatted = (rows: Parameters<typeof barsOfRuns>[0], isAll: boolean) =>
  formatBars(rows, barsOfRuns(rows), isAll).replaceAll('\u00a0', ' ')

it('draws the oldest run first, each by its share of the longest duration', () => {
  const bars = barsOfRuns([run(4), run(2, { subject: 'Ines Abara' }), run(1)])
  expect(bars.map(({ share }) => share)).toEqual([0.25, 0.5, 1])
  expect(bars[1]?.title).toMatch(/^..:..:02 · Ines Abara · 200 ms · succeeded$/)
})

it('describes the same runs in words and in bars', () => {
  const failed = run(3, { status: { is: 'failed' } })
  const running = run(5, { status: { is: 'running' }, finishedAt: null })
  const rows = [running, run(4), failed, run(2), run(1)]
  expect(formatted(rows, true)).toBe('5 runs · 25 % failed · median 200 ms, longest 400 ms')
  expect(formatted(rows, false)).toMatch(/^Newest 5 runs · /)
  expect(formatted([running], true)).toBe('1 run')
})

it('counts registrations apart, and leaves them out of bars and durations', () => {
  const registration = run(9, { kind: 'registration' })
  const poll = run(8, { kind: 'poll' })
  expect(barsOfRuns([registration, run(1)])).toHaveLength(1)
  expect(formatted([registration, run(2), run(1)], true)).toBe(
    '2 runs and 1 registration · 0 % failed · median 100 ms, longest 200 ms'
  )
  expect(formatted([registration, poll, poll, run(1)], true)).toMatch(
    /^1 run, 1 registration,? and 2 polls · /
  )
  expect(formatted([registration], true)).toBe('1 registration')
  // Of a list with further runs, of which the first page has none or one.
  expect(formatted([poll, poll], false)).toBe('2 polls')
  expect(formatted([poll, run(1)], false)).toMatch(/^Newest 1 run · /)
})

it('draws at most 48', () => {
  const bars = barsOfRuns(Array.from({ length: 80 }, (_, at) => run(at % 9, { id: String(at) })))
  expect(bars).toHaveLength(48)
})
