import type { CardSpec } from '@hookwright/engine'
import { runCardAlone } from '@hookwright/engine/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numberAdd } from '../number-add/card.ts'
import { numberDivide } from '../number-divide/card.ts'
import { numberMultiply } from '../number-multiply/card.ts'
import { numberRound } from '../number-round/card.ts'
import { numberSubtract } from '../number-subtract/card.ts'

const reckon = async (spec: CardSpec, left: number, right: number): Promise<number> =>
  Number((await runCardAlone(spec, {}, { left, right })).output)

const whole = fc.integer({ min: -1_000_000, max: 1_000_000 })
const cents = whole.map(number => number / 100)

describe('arithmetic', () => {
  test('is exact for whole numbers, and reversible', async () => {
    await fc.assert(
      fc.asyncProperty(whole, whole, async (a, b) => {
        const sum = await reckon(numberAdd, a, b)
        expect(sum).toBe(a + b)
        expect(await reckon(numberSubtract, sum, b)).toBe(a)
        const product = await reckon(numberMultiply, a, b)
        expect(product).toBe(a * b)
        if (b !== 0) expect(await reckon(numberDivide, product, b)).toBeCloseTo(a, 9)
      })
    )
  })

  test('is exact to the cent for amounts of money', async () => {
    await fc.assert(
      fc.asyncProperty(cents, cents, async (a, b) => {
        const sum = await reckon(numberAdd, a, b)
        expect(sum).toBe(Number((Math.round(a * 100 + b * 100) / 100).toFixed(2)))
      })
    )
    expect(await reckon(numberAdd, 0.1, 0.2)).toBe(0.3)
  })

  test.each([
    [numberDivide, 1, 0],
    [numberDivide, 0, 0],
    [numberMultiply, 1e300, 1e300],
    [numberAdd, 9007199254740991, 1]
  ])('fails the card if $title of %s and %s is not an exact number', async (spec, left, right) => {
    await expect(reckon(spec, left, right)).rejects.toThrow(
      `card.failed: “${spec.title}” has no exact result for ${left} and ${right}. Check the mapped values.`
    )
  })

  test('needs both numbers', async () => {
    await expect(runCardAlone(numberAdd, {}, { left: 1 })).rejects.toThrow('card.input-missing')
  })
})

describe('Round', () => {
  const round = async (number: number, digits: number | null): Promise<unknown> =>
    (await runCardAlone(numberRound, {}, { number, digits })).output

  test('returns a number at most half a digit away, and does not change it again', async () => {
    await fc.assert(
      fc.asyncProperty(cents, fc.integer({ min: 0, max: 3 }), async (number, digits) => {
        const once = Number(await round(number, digits))
        expect(Math.abs(once - number)).toBeLessThanOrEqual(0.5 * 10 ** -digits + 1e-9)
        expect(await round(once, digits)).toBe(once)
        expect(await round(-number, digits)).toBe(once === 0 ? 0 : -once)
      })
    )
  })

  test.each([
    [2.5, null, 3],
    [-2.5, 0, -3],
    [1.005, 2, 1.01],
    [2.345, 2, 2.35],
    [-0.4, 0, 0],
    [1e21, 2, 1e21],
    [1.5e-7, 7, 2e-7]
  ])('rounds %d to %s digits: %d', async (number, digits, result) => {
    expect(await round(number, digits)).toBe(result)
  })

  test.each([-1, 1.5, 16])('cannot round to %d digits', async digits => {
    await expect(round(1, digits)).rejects.toThrow(
      `card.failed: “Round” cannot round to ${digits} digits. Use a whole number from 0 to 15.`
    )
  })
})
