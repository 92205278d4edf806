import { expect, test } from 'vitest'
import { noteOf } from './redaction-note.tsx'

test('a delivery stored completely has no note', () => {
  expect(noteOf({ staysFor: null })).toBeNull()
})

test('a redacted delivery names the paths and what is no longer possible', () => {
  expect(noteOf({ staysFor: null, redaction: ['body.ssn'] })).toMatch(
    /^The values at body\.ssn are replaced by a placeholder/
  )
  expect(noteOf({ staysFor: null, redaction: ['body.a', 'body.b', 'query.c'] })).toContain(
    'at body.a, body.b, and query.c are replaced'
  )
  expect(noteOf({ staysFor: null, redaction: 'due' })).toContain(
    'The values are erased when the last run ends'
  )
})

test('a delivery of a flow that keeps no data shows why it still exists', () => {
  expect(noteOf({ staysFor: 'on-hold' })).toContain('a run is on hold')
  expect(noteOf({ staysFor: 'open' })).toContain('is erased when its last run ends')
})
