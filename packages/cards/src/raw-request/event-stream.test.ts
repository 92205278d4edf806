import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dataOfEvent, isEventStream, readEventStream } from './event-stream.ts'

test('events have their type, the last id and their lines of data', () => {
  const text = ': hello\n\nid: 7\nevent: progress\ndata: {"done":1}\n\ndata:one\ndata: two\n\n'
  expect(readEventStream(text)).toEqual([
    { event: 'progress', id: '7', data: '{"done":1}' },
    { event: 'message', id: '7', data: 'one\ntwo' }
  ])
})

test('events without data, and a truncated event, are left out', () => {
  expect(readEventStream('id: 1\ndata:\n\nretry: 500\n\ndata: whole\n\ndata: cut o')).toEqual([
    { event: 'message', id: '1', data: 'whole' }
  ])
  expect(readEventStream('')).toEqual([])
})

test('the data of an event is its JSON, or its text', () => {
  const [json, words] = readEventStream('data: {"a":[1]}\n\ndata: [DONE]\n\n').map(dataOfEvent)
  expect(json).toEqual({ a: [1] })
  expect(words).toBe('[DONE]')
})

test.each([
  ['text/event-stream', true],
  ['Text/Event-Stream; charset=utf-8', true],
  ['text/event-streams', false],
  ['application/json', false]
])('%s is a stream of events: %s', (type, is) => {
  expect(isEventStream(type)).toBe(is)
})

test('a written stream is read back, with each kind of line break', () => {
  const line = fc.string({ unit: 'grapheme', minLength: 1 }).filter(text => !/[\r\n\ufeff]/.test(text))
  fc.assert(
    fc.property(
      fc.array(fc.array(line, { minLength: 1, maxLength: 3 })),
      fc.constantFrom('\n', '\r\n', '\r'),
      (events, end) => {
        const text = events.map(lines => `${lines.map(one => `data: ${one}${end}`).join('')}${end}`).join('')
        expect(readEventStream(text).map(({ data }) => data)).toEqual(events.map(lines => lines.join('\n')))
      }
    )
  )
})

test('no text makes the parser throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      for (const { data } of readEventStream(text)) expect(data).not.toBe('')
    })
  )
})
