import { runCardAlone } from '@hookwright/engine/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concatenate } from './card.ts'

const blank = concatenate.blank().config

const join = async (separator: string, text1: string | null, text2: string | null): Promise<string> => {
  const { output } = await runCardAlone(concatenate, { ...blank, separator }, { text1, text2 })
  return String(output)
}

const piece = fc.option(fc.string({ unit: 'binary' }), { nil: null })

test('joining in parts equals joining at once, with any missing values', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), piece, piece, piece, async (separator, a, b, c) => {
      const left = await join(separator, await join(separator, a, b), c)
      expect(left).toBe(await join(separator, a, await join(separator, b, c)))
      expect(left).toBe([a ?? '', b ?? '', c ?? ''].join(separator))
    })
  )
})

test('an empty text without a separator changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), async text => {
      expect(await join('', text, '')).toBe(text)
      expect(await join('', null, text)).toBe(text)
    })
  )
})

test('[row 73b] the texts are joined in the order of the fields', async () => {
  const fields = [
    { id: 'last', label: 'Last' },
    { id: 'first', label: 'First' }
  ]
  const { output } = await runCardAlone(concatenate, { fields }, { first: 'Ada', last: 'Acme' })
  expect(output).toBe('AcmeAda')
})

test.each([
  [
    [
      { id: 'a', label: 'A' },
      { id: 'a', label: 'B' }
    ],
    'Two texts have the same id. Remove one of them.'
  ],
  [
    [
      { id: 'a', label: 'A' },
      { id: 'b', label: 'a' }
    ],
    'Two texts have the same label. Change one of the labels.'
  ]
])('the fields %j are refused with a sentence', (fields, message) => {
  expect(concatenate.readConfig({ fields })).toEqual({ ok: false, problems: [{ message }] })
})
