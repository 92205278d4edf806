import type { CardSpec } from '@hookwright/engine'
import { runCardAlone } from '@hookwright/engine/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { booleanAnd } from '../boolean-and/card.ts'
import { booleanNot } from '../boolean-not/card.ts'
import { booleanOr } from '../boolean-or/card.ts'
import { booleanXor } from '../boolean-xor/card.ts'

const combined = async (spec: CardSpec, values: (boolean | null)[]): Promise<unknown> => {
  const fields = values.map((_, at) => ({ id: `v${at}`, label: `Value ${at}` }))
  const inputs = Object.fromEntries(values.map((value, at) => [`v${at}`, value]))
  return (await runCardAlone(spec, { fields }, inputs)).result
}
const negated = async (value: boolean | null) => (await runCardAlone(booleanNot, {}, { value })).result

test('the laws of logic hold, and a missing value counts as False', async () => {
  const values = fc.array(fc.constantFrom(true, false, null), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(values, async all => {
      const opposite = all.map(value => value !== true)
      expect(await combined(booleanAnd, all)).toBe(!(await combined(booleanOr, opposite)))
      expect(await combined(booleanXor, all)).toBe(
        all.reduce((odd, value) => odd !== (value === true), false)
      )
    })
  )
  expect([await negated(true), await negated(false), await negated(null)]).toEqual([false, true, true])
})

test('the exclusive Or is true if exactly one of two values is true', async () => {
  const two = async (one: boolean, other: boolean) => await combined(booleanXor, [one, other])
  expect([await two(true, false), await two(false, true)]).toEqual([true, true])
  expect([await two(true, true), await two(false, false)]).toEqual([false, false])
})
