import { expect, test } from 'vitest'
import { readFlopack } from './read-flopack.ts'

const flopackOf = (count: number, flow: object) => ({
  ...{ type: 'flopack', version: '1.5.0' },
  data: {
    flos: Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, flow])),
    ...{ configs: {}, tables: {} }
  }
})

test('a file with more flows than are imported is refused before any of them is read', () => {
  const flow = { id: 'f', name: 'Sync users', data: { methods: [], orderings: {}, log: true } }
  expect(readFlopack(flopackOf(1_000, flow))).toMatchObject({ ok: true })
  const refused = {
    ok: false,
    why: 'The flopack has 1,001 flows, but at most 1,000 are imported at a time. Export fewer flows.'
  }
  expect(readFlopack(flopackOf(1_001, flow))).toEqual(refused)
  expect(readFlopack(flopackOf(1_001, {}))).toEqual(refused)
})
