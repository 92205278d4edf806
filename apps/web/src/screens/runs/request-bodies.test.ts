import { expect, test } from 'vitest'
import { countAsGiven, sentBodyOf, splitKnown } from './request-bodies.ts'

test('what a card sent is its body, the fields of its form by their names, or nothing', () => {
  const form = [{ id: 'a', name: 'channel' }]
  expect(sentBodyOf({ config: {} }, { body: { text: 'Hi' } })).toEqual({ text: 'Hi' })
  expect(sentBodyOf({ config: { form } }, { a: 'general' })).toEqual({ channel: 'general' })
  expect(sentBodyOf({ config: { form: [] } }, {})).toBeNull()
})

test('a body repeats the inputs if it has their values and no others', () => {
  const inputs = { a: 'general', b: { text: 'Hi' }, unused: null }
  expect(countAsGiven({ channel: 'general', message: { text: 'Hi' } }, inputs)).toBe(2)
  expect(countAsGiven({ channel: 'general', message: 'Hi' }, inputs)).toBeNull()
  expect(countAsGiven({ channel: 'general', again: 'general' }, inputs)).toBeNull()
  expect(countAsGiven({ channel: 'general' }, inputs)).toBeNull()
  expect(countAsGiven({}, {})).toBeNull()
  expect(countAsGiven('general', inputs)).toBeNull()
})

test('a response is split into fields that are shown above, and the others', () => {
  const known = [{ message: 'msg_1', user: { name: 'Ada' } }, { other: null }]
  expect(splitKnown({ id: 'msg_1', person: { name: 'Ada' }, app: 'Chat', note: null }, known)).toEqual({
    fresh: { app: 'Chat', note: null },
    repeated: { id: 'msg_1', person: { name: 'Ada' } }
  })
  expect(splitKnown(['msg_1'], known)).toBeNull()
})

test('values that many fields have by chance repeat only those of the same name', () => {
  const known = [{ notify: true, priority: 1, suffix: '', lists: [], id: 7 }, { done: false }]
  expect(splitKnown({ ok: true, count: 1, next: '', errors: [], id: 7, done: false }, known)).toEqual({
    fresh: { ok: true, count: 1, next: '', errors: [] },
    repeated: { id: 7, done: false }
  })
})
