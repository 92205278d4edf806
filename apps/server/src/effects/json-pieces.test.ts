import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPieces, writePieces } from './json-pieces.ts'

const atOnce = async (): Promise<void> => {}
const key = fc.string().filter(name => name !== '__proto__')
const { value: anyValue } = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value')),
    fc.dictionary(key, tie('value'), { noNullPrototype: true })
  )
}))

test('a value that is read from its pieces is the value that was written, in the same order', async () => {
  await fc.assert(
    fc.asyncProperty(anyValue, fc.integer({ min: 1, max: 12 }), async (value, mostValues) => {
      const read = await readPieces([...writePieces(value, mostValues)], atOnce)
      expect(JSON.stringify(read)).toBe(JSON.stringify(value))
    })
  )
})

// review: security H1
test('no piece has more values than the limit, and the event loop runs between two pieces', async () => {
  const value = {
    a: Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`a${index}`, ''])),
    b: [1]
  }
  const pieces = [...writePieces(value, 5_000)]
  expect(pieces.map(({ is, json }) => [is, Object.keys(JSON.parse(json)).length])).toEqual([
    ['value', 0],
    ['value', 0],
    ...Array.from({ length: 4 }, () => ['members', 5_000]),
    ['members', 1]
  ])
  let turns = 0
  const read = await readPieces(pieces, async () => {
    turns += 1
  })
  expect(read).toEqual(value)
  expect(turns).toBe(pieces.length - 1)
})
