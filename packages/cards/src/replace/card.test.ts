import { runCardAlone } from '@hookwright/engine/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { replace } from './card.ts'

test('a replaced text no longer occurs, unless the replacement contains it', async () => {
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

test('special characters of patterns are replaced, and inserted, literally', async () => {
  const inputs = { text: 'a.c $& abc', find: 'a.c', replacement: '$&$1' }
  expect(await runCardAlone(replace, {}, inputs)).toEqual({ output: '$&$1 $& abc' })
  expect(await runCardAlone(replace, {}, { text: 'a-b-c', find: '-' })).toEqual({ output: 'abc' })
  expect(await runCardAlone(replace, {}, { find: 'a' })).toEqual({ output: null })
})
