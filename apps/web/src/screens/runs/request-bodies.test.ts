import { expect, test } from 'vitest'
import { sentBodyOf } from './request-bodies.ts'

test('what a card sent is its body, the fields of its form by their names, or nothing', () => {
  const form = [{ id: 'a', name: 'channel' }]
  expect(sentBodyOf({ config: {} }, { body: { text: 'Hi' } })).toEqual({ text: 'Hi' })
  expect(sentBodyOf({ config: { form } }, { a: 'general' })).toEqual({ channel: 'general' })
  expect(sentBodyOf({ config: { form: [] } }, {})).toBeNull()
})
