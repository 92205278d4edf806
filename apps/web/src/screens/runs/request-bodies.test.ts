import { expect, test } from 'vitest'
import { sentBodyOf } from './request-bodies.ts'

test('the body sent by a card is its body, its form fields by name, or nothing', () => {
  const form = [{ id: 'a', name: 'channel' }]
  expect(sentBodyOf({ config: {} }, { body: { text: 'Hi' } })).toEqual({ text: 'Hi' })
  expect(sentBodyOf({ config: { form } }, { a: 'general' })).toEqual({ channel: 'general' })
  expect(sentBodyOf({ config: { form: [] } }, {})).toBeNull()
})
