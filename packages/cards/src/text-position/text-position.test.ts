import { runCardAlone } from '@hookwright/engine/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textFind } from '../text-find/card.ts'
import { textFindLast } from '../text-find-last/card.ts'
import { textLength } from '../text-length/card.ts'
import { textSegment } from '../text-segment/card.ts'

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', '\u{1f600}') })

test('Text Segment returns the text that was found, at the position where it was found', async () => {
  await fc.assert(
    fc.asyncProperty(letters, letters, letters, async (before, find, after) => {
      const text = `${before}${find}${after}`
      for (const spec of [textFind, textFindLast]) {
        const { position } = await runCardAlone(spec, {}, { text, find })
        const end = Number(position) + [...find].length
        expect((await runCardAlone(textSegment, {}, { text, start: Number(position), end })).output).toBe(
          find
        )
      }
      expect((await runCardAlone(textLength, {}, { text })).length).toBe([...text].length)
    })
  )
})

test('a text that does not occur, or is missing, has no position', async () => {
  for (const spec of [textFind, textFindLast])
    for (const text of ['abc', null])
      expect(await runCardAlone(spec, {}, { text, find: 'x' })).toEqual({ position: null })
})
