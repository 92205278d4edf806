import { expect, test } from 'vitest'
import { runTimes, runTook } from './format-run-time.ts'

/** Id with the creation time 1_000_000_000_000 ms. */
const id = '00e8d4a5-1000-7009-a879-b33a858bf12a'
const waited = { id, startedAt: 1_000_000_007_250, finishedAt: 1_000_000_007_670 }

test('a queued run shows its duration and its time in the queue', () => {
  expect(runTimes(waited)).toEqual([
    ['Duration', '420 ms'],
    ['Queued', '7.25 s']
  ])
  expect(runTimes({ ...waited, finishedAt: null })).toEqual([
    ['Duration', 'Running'],
    ['Queued', '7.25 s']
  ])
})

test('a run that was not queued shows its duration only', () => {
  expect(runTimes({ ...waited, startedAt: 1_000_000_000_000 })).toEqual([['Duration', '7.67 s']])
})

test('a row shows the duration, or the given text for a running run', () => {
  expect(runTook(waited, '—')).toBe('420 ms')
  expect(runTook({ ...waited, finishedAt: null }, '—')).toBe('—')
})
