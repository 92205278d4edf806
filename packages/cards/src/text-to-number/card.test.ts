import { runCardAlone } from '@hookwright/engine/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textToNumber } from './card.ts'

const read = async (text: string | null, decimal = 'point'): Promise<unknown> =>
  (await runCardAlone(textToNumber, { decimal }, { text })).output

test('a number is read back from its text, grouped or not, in the notation of two languages', async () => {
  const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(number => number / 100)
  const written = (number: number, language: string) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(number)
  await fc.assert(
    fc.asyncProperty(cents, async number => {
      expect(await read(String(number))).toBe(number)
      expect(await read(written(number, 'en'))).toBe(number)
      expect(await read(written(number, 'de-CH').replace('−', '-'))).toBe(number)
      expect(await read(written(number, 'de'), 'comma')).toBe(number)
    })
  )
})

test.each([
  ['1e3', 1000],
  ['+.5', 0.5],
  ['007', 7],
  ['5.', 5],
  ['-0', 0],
  [null, null]
])('%j is read as %j', async (text, number) => {
  expect(await read(text)).toBe(number)
})

test.each([
  '',
  ' ',
  '.',
  '-',
  'e5',
  '1,23',
  '12,3456',
  '1.2.3',
  '0x10',
  'Infinity',
  '12 kg',
  '9007199254740993',
  '1e999'
])('the text %j is not a number and fails the card', async text => {
  await expect(read(text)).rejects.toThrow(
    'card.failed: “Text to Number” received a text that is not a number'
  )
})

test('a long text is refused in linear time', async () => {
  await expect(read(`${'1,111'.repeat(200_000)}x`)).rejects.toThrow('card.failed')
  await expect(read(`${' '.repeat(1_000_000)}x`)).rejects.toThrow('card.failed')
})
