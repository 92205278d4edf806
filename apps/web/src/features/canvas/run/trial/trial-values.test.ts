import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog, viewOf } from '@hookwright/engine'
import { type Card, type Flow, literal } from '@hookwright/model'
import { expect, test } from 'vitest'
import { exampleEvent, exampleOutputsOf, sendingCards, trialFieldsOf } from './trial-values.ts'

const card = (id: string, type: string, more: Partial<Card> = {}): Card => ({
  ...{ id, type, config: {}, inputs: {} },
  ...more
})

const flow: Flow = {
  schemaVersion: 1,
  strip: ['event', 'fork', 'say'],
  cards: {
    event: card('event', 'webhook-event', {
      config: { options: [], registrationFlowId: null, deregistrationFlowId: null }
    }),
    fork: card('fork', 'if-else', {
      config: { operator: 'is-empty', joins: [] },
      blocks: [
        { id: 'then', strip: ['tell'], joins: {} },
        { id: 'else', strip: ['off'], joins: {} }
      ]
    }),
    tell: card('tell', 'raw-request', { config: { method: 'POST' }, inputs: { url: literal('/told') } }),
    off: card('off', 'raw-request', { config: { method: 'POST' }, skipped: true }),
    say: card('say', 'compose')
  }
}
const view = viewOf(flow, cardSpecs, emptyCatalog)

test('the outputs of the event are the fields of a test, and have examples', () => {
  const labels = trialFieldsOf(view).map(({ label }) => label)
  expect(labels.slice(0, 3)).toEqual(['Body', 'Headers', 'Query'])
  expect(Object.keys(exampleEvent(view, 0))).toContain('body')
})

test('sending cards in blocks are included, and skipped ones are not', () => {
  const sending = sendingCards(flow, cardSpecs)
  expect(sending.map(({ id }) => id)).toEqual(['tell'])
  expect(Object.keys(exampleOutputsOf(view, sending, 0))).toEqual(['tell'])
})
