import type { SentRequest, StepPath } from '@hookwright/model'
import { expect, test } from 'vitest'
import { countAsGiven, innerStepsOf, sentBodyOf, splitKnown } from './inner-requests.tsx'

const request: SentRequest = {
  method: 'POST',
  url: 'https://api.acme.example/a',
  status: 201,
  from: 0,
  to: 1
}
const line = (path: StepPath, requests: SentRequest[] = []) => ({
  path,
  depth: path.length - 1,
  name: String(path.at(-1)),
  type: 'compose',
  flowId: 'flow',
  step: { path, status: 'succeeded' as const, from: 0, to: 1, requests }
})

test('the requests of a card of an app are those of the steps inside it, not its own and no others', () => {
  const lines = [
    line(['app'], [request]),
    line(['app', 'prepare']),
    line(['app', 'ask'], [request]),
    line(['app2', 'ask'], [request])
  ]
  expect(innerStepsOf(lines, ['app']).map(({ index, line: { name } }) => [index, name])).toEqual([[2, 'ask']])
  expect(innerStepsOf(lines, ['app', 'ask'])).toEqual([])
})

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
  const known = ['msg_1', { name: 'Ada' }, null]
  expect(splitKnown({ id: 'msg_1', person: { name: 'Ada' }, app: 'Chat', note: null }, known)).toEqual({
    fresh: { app: 'Chat', note: null },
    repeated: { id: 'msg_1', person: { name: 'Ada' } }
  })
  expect(splitKnown(['msg_1'], known)).toBeNull()
})
