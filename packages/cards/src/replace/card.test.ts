import { runCardAlone } from '@hookwright/engine/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { replace } from './card.ts'

test('what is replaced is not there any more, unless the replacement brings it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.string({ minLength: 1 }), async (text, find) => {
      const { output } = await runCardAlone(
        replace,
        {},
        { text: `${text}${find}`, find, replacement: '\u0000' }
      )
      expect(String(output).includes(find) && !find.includes('\u0000')).toBe(false)
    })
  )
})

test('signs that mean something elsewhere are replaced, and put in, as they are', async () => {
  const inputs = { text: 'a.c $& abc', find: 'a.c', replacement: '$&$1' }
  expect(await runCardAlone(replace, {}, inputs)).toEqual({ output: '$&$1 $& abc' })
  expect(await runCardAlone(replace, {}, { text: 'a-b-c', find: '-' })).toEqual({ output: 'abc' })
  expect(await runCardAlone(replace, {}, { find: 'a' })).toEqual({ output: null })
})
