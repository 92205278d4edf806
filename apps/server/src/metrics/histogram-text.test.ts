import { expect, test } from 'vitest'
import { histogramText } from './histogram-text.ts'

const about = { name: 'acme_seconds', help: 'Time of a test.' }

test('a histogram is written in seconds, with counts that rise up to the number of all', () => {
  const durations = { bounds: [1, 50], counts: [2, 0, 3], sum: 1_234 }
  expect(histogramText(about, [{ labels: {}, durations }])).toBe(`# HELP acme_seconds Time of a test.
# TYPE acme_seconds histogram
acme_seconds_bucket{le="0.001"} 2
acme_seconds_bucket{le="0.05"} 2
acme_seconds_bucket{le="+Inf"} 5
acme_seconds_sum 1.234
acme_seconds_count 5
`)
})

test('each series has its labels on every line', () => {
  const durations = { bounds: [1], counts: [1, 0], sum: 1 }
  expect(
    histogramText(about, [{ labels: { op: 'renewal' }, durations }])
      .split('\n')
      .slice(2)
  ).toEqual([
    'acme_seconds_bucket{op="renewal",le="0.001"} 1',
    'acme_seconds_bucket{op="renewal",le="+Inf"} 1',
    'acme_seconds_sum{op="renewal"} 0.001',
    'acme_seconds_count{op="renewal"} 1',
    ''
  ])
})
