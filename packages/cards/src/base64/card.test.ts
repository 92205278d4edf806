import { runCardAlone } from '@hookwright/engine/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64Decode } from '../base64-decode/card.ts'
import { base64 } from './card.ts'

const encoded = async (text: string, urlSafe: boolean): Promise<string> =>
  String((await runCardAlone(base64, { urlSafe }, { text })).output)

test('[row 77c] text encoded in either form of Base64 decodes to the same text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.boolean(), async (text, urlSafe) => {
      const { output } = await runCardAlone(base64Decode, {}, { text: await encoded(text, urlSafe) })
      expect(output).toBe(text)
    })
  )
})

test('the URL-safe form contains no +, / or =', async () => {
  expect(await encoded('ÿþ?ÿ', false)).toBe('w7/Dvj/Dvw==')
  expect(await encoded('ÿþ?ÿ', true)).toBe('w7_Dvj_Dvw')
})
