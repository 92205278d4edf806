import { runCardAlone } from '@hookwright/engine/testing'
import { expect, test } from 'vitest'
import { clearEmpty } from './card.ts'

test('nested objects are cleared from the inside out, and items of lists keep their positions', async () => {
  const object = { a: { b: { c: null } }, list: [{ d: '' }, null, { e: 1 }], f: false, g: { h: 0 } }
  expect((await runCardAlone(clearEmpty, { nested: true }, { object })).output).toEqual({
    list: [{}, null, { e: 1 }],
    f: false,
    g: { h: 0 }
  })
})

test('a missing object returns null', async () => {
  expect((await runCardAlone(clearEmpty, { nested: false }, { object: null })).output).toBeNull()
})
