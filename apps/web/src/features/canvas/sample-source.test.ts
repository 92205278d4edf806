import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog, viewOf } from '@hookwright/engine'
import { cardOf, flowOf } from '@hookwright/engine/testing'
import type { Card } from '@hookwright/model'
import { expect, test } from 'vitest'
import { sourceOf } from './sample-source.ts'

const sourceIn = (...cards: Card[]) => sourceOf(viewOf(flowOf(...cards), cardSpecs, emptyCatalog))

const event = cardOf('webhook-event', 'event', {
  options: [],
  registrationFlowId: null,
  deregistrationFlowId: null
})
const action = cardOf('action', 'start', { options: [], groups: [] })
const request = (id: string): Card => cardOf('raw-request', id, { method: 'GET' })
const end = cardOf('return-outputs', 'return', { groups: [], runMode: false })

test('samples of an event come from its body, whatever its flow requests', () => {
  expect(sourceIn(event, request('ask'), end)).toEqual({
    card: 'event',
    index: 0,
    field: 'body',
    label: 'Body'
  })
})

test('samples of an action come from the last response in its flow', () => {
  expect(sourceIn(action, request('first'), request('second'), end)).toEqual({
    card: 'second',
    index: 2,
    field: 'json',
    label: 'JSON'
  })
  expect(sourceIn(action, request('first'), { ...request('second'), skipped: true }, end)?.card).toBe('first')
  expect(sourceIn(action, end)).toBe(null)
})

test('other flows have no samples', () => {
  expect(sourceIn(cardOf('helper-flow', 'start', { inputs: [] }), request('ask'))).toBe(null)
})
