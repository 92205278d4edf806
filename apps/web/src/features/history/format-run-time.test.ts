import { expect, test } from 'vitest'
import { runTimes, runTook } from './format-run-time.ts'

/** Id with the creation time 1_000_000_000_000 ms. */
const id = '00e8d4a5-1000-7009-a879-b33a858bf12a'
const waited = { id, startedAt: 1_000_000_007_250, finishedAt: 1_000_000_007_670 }

test('a run that waited tells of both, and of its wait alone while it is under way', () => {
  expect(runTimes(waited)).toEqual([
    ['Duration', '420 ms'],
    ['Queued', '7.25 s']
  ])
  expect(runTimes({ ...waited, finishedAt: null })).toEqual([
    ['Duration', 'Running'],
    ['Queued', '7.25 s']
  ])
})

test('one that did not wait says nothing of it', () => {
  expect(runTimes({ ...waited, startedAt: 1_000_000_000_000 })).toEqual([['Duration', '7.67 s']])
})

test('a list says how long it took, or what it says of one under way', () => {
  expect(runTook(waited, '—')).toBe('420 ms')
  expect(runTook({ ...waited, finishedAt: null }, '—')).toBe('—')
})
