import { expect, test } from 'vitest'
import { readPages } from './read-pages.ts'

// review: cores A4
test.each([
  [0, 1],
  [3, 1],
  [4, 2],
  [9, 3]
])('a list of %d rows is read in %d requests of at most four rows', async (rows, requests) => {
  const all = Array.from({ length: rows }, (_, at) => ({ id: `f${at}` }))
  const asked: (string | undefined)[] = []
  const read = await readPages(4, async after => {
    asked.push(after)
    const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1
    return all.slice(from, from + 4)
  })
  expect(read).toEqual(all)
  expect(asked).toHaveLength(requests)
  expect(asked[0]).toBeUndefined()
})
