import { expect, test } from 'vitest'
import { bodyNotes } from './body-notes.tsx'

const missing = { places: ['Body.push.changes'], list: null }
const read = { body: { push: 1 }, text: '{"push":1}', keptAsText: null, hasInvalidBytes: false }

test('an HTML body for an event with fields is noted', () => {
  const arrival = { ...read, body: '<html></html>' }
  expect(bodyNotes({ contentType: 'text/html', arrival, outputs: { missing } })).toEqual([
    'The body is plain text (text/html), so it has no fields, but the event expects fields.'
  ])
  expect(bodyNotes({ contentType: 'text/html', arrival, outputs: { missing: null } })).toEqual([])
})

test('replaced bytes and a body that does not match its type are noted', () => {
  const arrival = { ...read, hasInvalidBytes: true, keptAsText: 'The body is not valid JSON.' }
  expect(bodyNotes({ contentType: 'application/json', arrival, outputs: null })).toEqual([
    'The body contains bytes that are not valid in its charset. They were replaced, so texts may be damaged.',
    'The body is not valid JSON.'
  ])
})

test('a number kept as Text and a repeated key are noted', () => {
  const arrival = { ...read, body: { id: '1e400', at: 2 }, text: '{"id":1e400,"at":1,"at":2}' }
  expect(bodyNotes({ contentType: 'application/json', arrival, outputs: null })).toEqual([
    'The number 1e400 has too many digits for the type Number, so the flow receives it as Text.',
    'The body contains the key “at” twice in one object. Only the last value is used.'
  ])
})

test('a parsed body and a deleted body have no note', () => {
  expect(bodyNotes({ contentType: 'application/json', arrival: read, outputs: { missing } })).toEqual([])
  expect(bodyNotes({ contentType: 'application/json', arrival: null, outputs: null })).toEqual([])
})
