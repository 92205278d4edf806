import { expect, test } from 'vitest'
import { timeOfRun } from './time-of-run.ts'

/** Returns an id created at a time. */
const idAt = (at: number): string => {
  const hex = at.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7009-a879-b33a858bf12a`
}

const MADE = 1_795_703_673_662

test('the duration of a run that waited for its turn begins after the wait', () => {
  const run = { id: idAt(MADE), startedAt: MADE + 5_000, finishedAt: MADE + 5_420 }
  expect(timeOfRun(run)).toEqual({ took: 420, waited: 5_000 })
})

test('a run in progress has a wait, and no duration yet', () => {
  const run = { id: idAt(MADE), startedAt: MADE + 5_000, finishedAt: null }
  expect(timeOfRun(run)).toEqual({ took: null, waited: 5_000 })
})

test.each([
  ['is taken up at once', MADE, 0],
  ['is taken up before anybody notices', MADE + 99, 0],
  ['waits as long as one notices', MADE + 100, 100],
  ['began by a clock that was set back', MADE - 60_000, 0]
])('a run that %s', (_, startedAt, waited) => {
  expect(timeOfRun({ id: idAt(MADE), startedAt, finishedAt: startedAt + 7 })).toEqual({ took: 7, waited })
})

test('a run whose end was written by a clock that was set back has no duration', () => {
  expect(timeOfRun({ id: idAt(MADE), startedAt: MADE, finishedAt: MADE - 1 }).took).toBe(0)
})

test('an id without a time gives no wait', () => {
  const run = { id: '1f2e3d4c-5b6a-4978-8695-a4b3c2d1e0f9', startedAt: MADE, finishedAt: MADE + 3 }
  expect(timeOfRun(run)).toEqual({ took: 3, waited: 0 })
})
