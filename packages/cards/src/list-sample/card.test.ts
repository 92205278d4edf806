import { fakeEffects, runCardAlone } from '@hookwright/engine/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listSample } from './card.ts'

test('the requested number of different items is drawn, in their order, for any random numbers', async () => {
  const chances = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1 })
  await fc.assert(
    fc.asyncProperty(fc.nat(30), fc.nat(40), chances, async (length, count, chance) => {
      const list = Array.from({ length }, (_, index) => index)
      let draws = 0
      const fx = { ...fakeEffects(), random: () => chance[draws++ % chance.length] ?? 0 }
      const { output } = await runCardAlone(listSample, { items: 'number' }, { list, count }, fx)
      const drawn = Array.isArray(output) ? output : []
      expect(drawn).toHaveLength(Math.min(count, length))
      expect(drawn).toEqual([...new Set(drawn)].sort((one, other) => one - other))
    })
  )
})
