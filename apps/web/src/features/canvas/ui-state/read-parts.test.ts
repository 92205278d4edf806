import { pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { flowOf, put } from '../testing/flow-of.ts'
import { readPartsOf } from './read-parts.ts'

const event = put('webhook-event', 'event')
const reading = (id: string, ...path: string[]) =>
  put('compose', id, { inputs: { text: pill('event', 'body', path) } })

test('an event is unfolded to the parts that cards use', () => {
  const flow = flowOf([event, reading('one', 'record', 'id'), reading('two', 'type')])
  expect([...(readPartsOf(flow).get('event') ?? [])]).toEqual(['["body"]', '["body","record"]'])
})

test('an event without used parts, or with very many, stays folded', () => {
  expect(readPartsOf(flowOf([event, put('now', 'now')])).size).toBe(0)
  const many = Array.from({ length: 41 }, (_, at) => reading(`card${at}`, `key${at}`))
  expect(readPartsOf(flowOf([event, ...many])).size).toBe(0)
})
