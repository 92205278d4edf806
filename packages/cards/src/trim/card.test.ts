import { runCardAlone } from '@hookwright/engine/testing'
import { expect, test } from 'vitest'
import { trim } from './card.ts'

test('tabs and line breaks at the ends are removed, spaces inside are kept', async () => {
  expect(await runCardAlone(trim, {}, { text: '\t Ada  Acme \n' })).toEqual({ output: 'Ada  Acme' })
})

test('a missing text returns null', async () => {
  expect(await runCardAlone(trim, {}, {})).toEqual({ output: null })
})
