import { runCardAlone } from '@hookwright/engine/testing'
import { expect, test } from 'vitest'
import { base64Decode } from './card.ts'

const decoded = async (text: string): Promise<unknown> =>
  (await runCardAlone(base64Decode, {}, { text })).output

test.each([
  ['', ''],
  ['Zg==', 'f'],
  ['Zg', 'f'],
  ['Zm9vYmE=', 'fooba'],
  ['w7/Dvj/Dvw==', 'ÿþ?ÿ'],
  ['w7_Dvj_Dvw', 'ÿþ?ÿ']
])('“%s” is decoded as “%s”', async (text, meaning) => {
  expect(await decoded(text)).toBe(meaning)
})

test('text that is not Base64 fails the card', async () => {
  await expect(decoded('not base64!')).rejects.toThrow('card.not-base64: The text passed to “Base64 Decode”')
})

test('bytes that are not text fail the card', async () => {
  await expect(decoded('/w==')).rejects.toThrow(
    'card.failed: The Base64 passed to “Base64 Decode” does not contain UTF-8 text'
  )
})
