import { expect, test } from 'vitest'
import { runTimes, runTook } from './format-run-time.ts'

/** Made at 1_000_000_000_000 ms. */
const id = '00e8d4a5-1000-7009-a879-b33a858bf12a'
const waited = { id, startedAt: 1_000_000_007_250, finishedAt: 1_000_000_007_670 }

test('a run that waited for its turn tells of both, and of its wait alone while it is under way', () => {
  expect(runTimes(waited)).toEqual([
    ['Took', '420 ms'],
    ['Waited', '7.25 s for its turn']
  ])
  expect(runTimes({ ...waited, finishedAt: null })).toEqual([
    ['Took', 'Under way'],
    ['Waited', '7.25 s for its turn']
  ])
})

test('one that did not wait says nothing of it', () => {
  expect(runTimes({ ...waited, startedAt: 1_000_000_000_000 })).toEqual([['Took', '7.67 s']])
})

test('a list says how long it took, or what it says of one under way', () => {
  expect(runTook(waited, '—')).toBe('420 ms')
  expect(runTook({ ...waited, finishedAt: null }, '—')).toBe('—')
})
