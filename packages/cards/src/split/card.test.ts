import { runCardAlone } from '@hookwright/engine/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listToText } from '../list-to-text/card.ts'
import { split } from './card.ts'

test('the parts of a split text join to the same text', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ',', ' ', 'ä', '\u{1f600}') })
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom(',', ', ', 'a', 'ab'), async (whole, separator) => {
      const { output } = await runCardAlone(split, {}, { text: whole, separator })
      const list = Array.isArray(output) ? output : []
      expect(await runCardAlone(listToText, {}, { list, separator })).toEqual({ output: whole })
    })
  )
})

test('a text without the separator is the only part, and a missing text has no parts', async () => {
  expect(await runCardAlone(split, {}, { text: 'a b', separator: ',' })).toEqual({ output: ['a b'] })
  expect(await runCardAlone(split, {}, { separator: ',' })).toEqual({ output: [] })
})

test('a missing item joins as empty text, a number as its digits, a missing list as empty text', async () => {
  expect(await runCardAlone(listToText, {}, { list: ['a', null, 7], separator: '-' })).toEqual({
    output: 'a--7'
  })
  expect(await runCardAlone(listToText, {}, { list: ['a', 'b'] })).toEqual({ output: 'ab' })
  expect(await runCardAlone(listToText, {}, {})).toEqual({ output: '' })
})
