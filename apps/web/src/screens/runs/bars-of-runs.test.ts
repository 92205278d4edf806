import { expect, it } from 'vitest'
import { barsOfRuns, formatBars } from './bars-of-runs.ts'

const run = (at: number, over: Partial<Parameters<typeof barsOfRuns>[0][number]> = {}) => ({
  id: `00000000-0000-7000-8000-00000000000${at}`,
  startedAt: at * 1_000,
  finishedAt: at * 1_000 + at * 100,
  subject: null,
  flowName: 'Welcome',
  deliveryId: '00000000-0000-7000-8000-0000000000d1',
  recordIndex: null,
  replayOf: null,
  status: { is: 'succeeded' as const },
  ...over
})

it('draws the oldest run first, each by its share of the longest duration', () => {
  const bars = barsOfRuns([run(4), run(2, { subject: 'Ines Abara' }), run(1)])
  expect(bars.map(({ share }) => share)).toEqual([0.25, 0.5, 1])
  expect(bars[1]?.title).toMatch(/^..:..:02 · Ines Abara · 200 ms · succeeded$/)
})

it('counts runs with their results, and leaves out what has not ended', () => {
  const failed = run(3, { status: { is: 'failed' } })
  const running = run(5, { status: { is: 'running' }, finishedAt: null })
  const registration = run(6, { deliveryId: null })
  const bars = barsOfRuns([registration, running, run(4), failed, run(2), run(1)])
  expect(formatBars(bars, true)).toBe('6 runs · 20 % failed · median 200 ms, longest 400 ms')
  expect(formatBars(bars, false)).toMatch(/^Newest 6 runs · /)
  expect(formatBars(barsOfRuns([running]), true)).toBe('1 run')
})

it('draws at most sixty', () => {
  const bars = barsOfRuns(Array.from({ length: 80 }, (_, at) => run(at % 9, { id: String(at) })))
  expect(bars).toHaveLength(60)
})
