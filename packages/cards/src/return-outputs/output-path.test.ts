import { literal, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { outputPathOf, withOutputPath } from './output-path.ts'
import type { OutputsDraft } from './outputs-draft.ts'

const ends = { start: 'event', card: 'return' }
const draft: OutputsDraft = { groups: [], runMode: false, inputs: {} }

test('a path is read from a mapping and written back, both in the body and in a record', () => {
  const mapped = withOutputPath(draft, { id: 'email', text: ' user.emails[0] ', ends })
  expect(mapped).toMatchObject({
    ok: true,
    draft: { inputs: { email: pill('event', 'body', ['user', 'emails', 0]) } }
  })
  expect(mapped.ok && outputPathOf(mapped.draft, 'email', ends)).toEqual({
    is: 'path',
    text: 'user.emails[0]'
  })
  const record = withOutputPath({ ...draft, runMode: true }, { id: 'email', text: 'email', ends })
  expect(record).toMatchObject({ draft: { inputs: { email: pill('return', 'record', ['email']) } } })
})

test('empty text removes the mapping; an invalid path is refused with the reason', () => {
  const inputs = { email: pill('event', 'body', ['email']) }
  expect(withOutputPath({ ...draft, inputs }, { id: 'email', text: '', ends })).toMatchObject({
    draft: { inputs: {} }
  })
  expect(withOutputPath(draft, { id: 'email', text: 'a..b', ends })).toMatchObject({ ok: false })
})

test('a mapping that is not a single path is left to the card', () => {
  const inputs = { email: literal('x') }
  expect(outputPathOf({ ...draft, inputs }, 'email', ends)).toEqual({ is: 'other' })
  expect(outputPathOf(draft, 'email', ends)).toEqual({ is: 'none' })
})
