import { runCardAlone } from '@hookwright/engine/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { urlDecode } from '../url-decode/card.ts'
import { urlEncode } from './card.ts'

// review: services 5
test('a text is decoded from its encoded form, which contains only characters of a URL component', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.boolean(), async (text, spaceAsPlus) => {
      const output = String((await runCardAlone(urlEncode, { spaceAsPlus }, { text })).output)
      expect(output).toMatch(/^[A-Za-z0-9._~%+*-]*$/)
      const read = spaceAsPlus ? new URLSearchParams(`a=${output}`).get('a') : decodeURIComponent(output)
      expect(read).toBe(text)
      const decoded = await runCardAlone(urlDecode, { plusAsSpace: spaceAsPlus }, { text: output })
      expect(decoded.output).toBe(text)
    })
  )
})

test.each(['100%', '%zz', '%ff', '%c3'])('%j is not URL-encoded and fails the card', async text => {
  await expect(runCardAlone(urlDecode, { plusAsSpace: false }, { text })).rejects.toThrow(
    'card.failed: The text that “URL Decode” received is not URL-encoded UTF-8.'
  )
})
