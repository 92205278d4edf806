import { problemsOf } from '@hookwright/engine'
import { flowOf, runCardAlone } from '@hookwright/engine/testing'
import { literal } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { catalogWithFlows, put } from '../testing.ts'
import { formula } from './card.ts'
import { parseFormula } from './parse-formula.ts'

const computed = async (text: string, variables: Record<string, number> = {}): Promise<unknown> => {
  const fields = Object.keys(variables).map(id => ({ id, label: id }))
  return (await runCardAlone(formula, { formula: text, fields }, variables)).output
}

/**
 * Generates formulas that JavaScript can evaluate too, to compare the results. JavaScript has the same
 * precedence, except for powers of signed numbers.
 */
const { sum } = fc.letrec<{ sum: string; leaf: string }>(tie => ({
  leaf: fc.oneof(fc.nat(99).map(String), fc.constantFrom('a', 'b')),
  sum: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.tuple(tie('sum'), fc.constantFrom('+', '-', '*', ' - ', '%'), tie('sum')).map(parts => parts.join('')),
    tie('sum').map(inside => `(${inside})`),
    tie('leaf').map(leaf => `-${leaf}`),
    fc.tuple(tie('sum'), tie('sum')).map(([one, other]) => `Math.max(${one}, ${other})`)
  )
}))

describe('a formula', () => {
  test('has the same value as in JavaScript', () => {
    fc.assert(
      fc.property(sum, fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), (text, a, b) => {
        // A minus behind a minus is a decrement there.
        const expected = new Function('a', 'b', `return ${text.replaceAll('--', '- -')}`)(a, b)
        const parsed = parseFormula(text.replaceAll('Math.max', 'max'))
        const variables = new Map([
          ['a', a],
          ['b', b]
        ])
        expect(parsed.ok && parsed.evaluate(variables)).toBe(expected)
      })
    )
  })

  test.each([
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', -4],
    ['2 ^ -1', 0.5],
    ['0.1 + 0.2', 0.3],
    ['.5 * 4', 2],
    ['round(-2.5) + floor(2.9) + ceil(2.1)', 2],
    ['min(3, 1, 2) + abs(-4) + sqrt(9)', 8],
    ['10 % 4 - -1', 3],
    ['0 * -1', 0]
  ])('%s equals %d', async (text, result) => {
    expect(await computed(text)).toBe(result)
  })

  test.each([
    ['', 'it is empty'],
    ['1 +', 'it ends too early'],
    ['(1', 'it ends too early'],
    ['1 2', '“2” at character 3 is unexpected'],
    ['* 2', '“*” at character 1 is unexpected'],
    ['1 = 1', 'character 2 is unexpected'],
    ['log(2)', 'there is no function “log”'],
    ['constructor(1)', 'there is no function “constructor”'],
    ['abs(1, 2)', '“abs” accepts at most 1 value'],
    ['max()', '“)” at character 5 is unexpected'],
    ['1'.repeat(1_001), 'it has more than 1000 characters']
  ])('“%s” is invalid', (text, why) => {
    expect(parseFormula(text)).toEqual({ ok: false, why })
  })

  test('is parsed quickly and with little stack at any depth', () => {
    expect(parseFormula(`${'('.repeat(499)}1${')'.repeat(499)}`)).toMatchObject({ ok: true })
    expect(parseFormula('-'.repeat(1_000))).toMatchObject({ ok: false })
    expect(parseFormula(' '.repeat(1_000))).toMatchObject({ ok: false })
  })

  test('without an exact result fails the card', async () => {
    for (const text of ['1 / 0', 'sqrt(0 - 1)', '2 ^ 60'])
      await expect(computed(text)).rejects.toThrow(
        'card.failed: The formula of “Formula” has no exact result'
      )
  })

  test('with a syntax error or an unknown variable is a problem before it runs', () => {
    const problems = (text: string) => {
      const card = put(formula, 'card', {
        config: { formula: text, fields: [{ id: 'f1', label: 'seats' }] },
        inputs: { f1: literal(1) }
      })
      const found = problemsOf(
        flowOf(put(helperFlow, 'start'), card),
        cardSpecs,
        catalogWithFlows(cardSpecs, {})
      )
      return found.map(({ message }) => message)
    }
    expect(problems('seats * 2')).toEqual([])
    expect(problems('seats *')).toEqual([
      'The formula is invalid: it ends too early. Write it as in (a + b) * 2.'
    ])
    expect(problems('seats * price')).toEqual([
      'The formula uses “price”, but the card has no such variable. Add it, or change the formula.'
    ])
  })
})
