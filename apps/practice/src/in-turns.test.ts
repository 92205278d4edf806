import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inTurns } from './in-turns.ts'

test('every item is worked on once, the results keep the order, and never are too many under way', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 5 })),
      fc.integer({ min: 1, max: 4 }),
      async (items, atATime) => {
        let underWay = 0
        let most = 0
        const results = await inTurns(items, atATime, async item => {
          most = Math.max(most, ++underWay)
          for (let turn = 0; turn < item; turn++) await Promise.resolve()
          underWay--
          return item * 2
        })
        expect(results).toEqual(items.map(item => item * 2))
        expect(most).toBe(Math.min(atATime, items.length))
      }
    )
  )
})
