import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inTurns } from './in-turns.ts'

test('each item is processed once, the results keep the order, and the limit of concurrent items holds', async () => {
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
