import { fakeEffects, runCardAlone } from '@hookwright/engine/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomInteger } from './card.ts'

const drawn = async (minimum: number, maximum: number, chance = 0.5): Promise<unknown> =>
  (await runCardAlone(randomInteger, {}, { minimum, maximum }, { ...fakeEffects(), random: () => chance }))
    .output

test('the number is between both bounds, and both can be drawn', async () => {
  const whole = fc.integer({ min: -1000, max: 1000 })
  const chances = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  await fc.assert(
    fc.asyncProperty(whole, fc.nat(1000), chances, async (minimum, more, chance) => {
      const number = Number(await drawn(minimum, minimum + more, chance))
      expect(Number.isInteger(number) && number >= minimum && number <= minimum + more).toBe(true)
      expect(await drawn(minimum, minimum + more, 0)).toBe(minimum)
      expect(await drawn(minimum, minimum + more, 1 - 2 ** -48)).toBe(minimum + more)
    })
  )
})

test.each([
  [2, 1],
  [0.5, 3],
  [0, 2 ** 50]
])('an empty range from %d to %d fails the card', async (minimum, maximum) => {
  await expect(drawn(minimum, maximum)).rejects.toThrow('card.failed: “Random Integer” received')
})
