import { expect, test } from 'vitest'
import { isFlat } from './is-flat.ts'

const samples = (of: (at: number) => { rssMb: number; handles: number }) =>
  Array.from({ length: 100 }, (_, at) => of(at))

test('a value that varies, or grows at the start only, is flat', () => {
  const waving = samples(at => ({
    rssMb: (at < 20 ? 60 + 5 * at : 160) + 15 * (at % 3),
    handles: 40 + (at % 5)
  }))
  expect(isFlat(waving).breaches).toEqual([])
})

test('growing memory and growing handles are each reported', () => {
  expect(isFlat(samples(at => ({ rssMb: 120 + at, handles: 40 }))).breaches).toEqual([
    'Memory grew from 160 MB to 210 MB.'
  ])
  expect(isFlat(samples(at => ({ rssMb: 120, handles: 40 + at }))).breaches).toEqual([
    'Open handles grew from 79.5 to 129.5.'
  ])
})

test('a run without samples is not flat', () => {
  expect(isFlat([]).breaches).toHaveLength(2)
})
