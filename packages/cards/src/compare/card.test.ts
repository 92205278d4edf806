import { runCardAlone } from '@hookwright/engine/testing'
import type { Json } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holds } from '../if-else/compare.ts'
import { operators } from '../kernel/operator.ts'
import { listIncludes } from '../list-includes/card.ts'
import { compare } from './card.ts'

const value = fc.constantFrom<Json>(1, 10, '10', 'a', '', [1], ['a'], { a: 1 }, null)

test('the result equals the comparison of If/Else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...operators), value, value, async (operator, left, right) => {
      const inputs = operator.endsWith('-empty') ? { left } : { left, right }
      expect(await runCardAlone(compare, { operator }, inputs)).toEqual({
        result: holds(operator, left, right)
      })
    })
  )
})

test('a list includes each of its items, and a missing list includes none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 1 }), fc.nat(), async (list, at) => {
      const item = list[at % list.length] ?? null
      expect(await runCardAlone(listIncludes, {}, { list, item })).toEqual({ result: true })
    })
  )
  expect(await runCardAlone(listIncludes, {}, { list: ['a', 10], item: '10' })).toEqual({ result: true })
  expect(await runCardAlone(listIncludes, {}, { list: ['ab'], item: 'a' })).toEqual({ result: false })
  expect(await runCardAlone(listIncludes, {}, { item: 'a' })).toEqual({ result: false })
})
