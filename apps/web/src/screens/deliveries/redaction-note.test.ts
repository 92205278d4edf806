import { expect, test } from 'vitest'
import { noteOf } from './redaction-note.tsx'

test('a delivery that is kept as it came says nothing', () => {
  expect(noteOf({ staysFor: null })).toBeNull()
})

test('one whose values are not kept names their places and what cannot be done any more', () => {
  expect(noteOf({ staysFor: null, redaction: ['body.ssn'] })).toMatch(/^The values at body\.ssn are not kept/)
  expect(noteOf({ staysFor: null, redaction: ['body.a', 'body.b', 'query.c'] })).toContain(
    'at body.a, body.b and query.c are not kept'
  )
  expect(noteOf({ staysFor: null, redaction: 'due' })).toContain('they go when the last run has ended')
})

test('one of a flow that keeps no data says why it is still there', () => {
  expect(noteOf({ staysFor: 'on-hold' })).toContain('a run of it is on hold')
  expect(noteOf({ staysFor: 'open' })).toContain('goes when its last run has ended')
})
