import { expect, test } from 'vitest'
import { noteOf } from './redaction-note.tsx'

test('a delivery that is kept as it came says nothing', () => {
  expect(noteOf({ staysFor: null })).toBeNull()
})

test('one whose values are not kept names their places and what cannot be done any more', () => {
  expect(noteOf({ staysFor: null, redaction: ['body.ssn'] })).toMatch(
    /^The values at body\.ssn are replaced by a placeholder/
  )
  expect(noteOf({ staysFor: null, redaction: ['body.a', 'body.b', 'query.c'] })).toContain(
    'at body.a, body.b, and query.c are replaced'
  )
  expect(noteOf({ staysFor: null, redaction: 'due' })).toContain('They are erased when the last run ends')
})

test('one of a flow that keeps no data says why it is still there', () => {
  expect(noteOf({ staysFor: 'on-hold' })).toContain('a run is on hold')
  expect(noteOf({ staysFor: 'open' })).toContain('is erased when its last run ends')
})
