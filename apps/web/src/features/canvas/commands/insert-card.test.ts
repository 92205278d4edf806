import { cardSpecs } from '@hookwright/cards'
import { actionTemplate } from '@hookwright/cards/templates'
import type { CardSpec } from '@hookwright/engine'
import { literal } from '@hookwright/model'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openUserCanvas } from '../../../screens/flows/canvas/testing.ts'
import { put } from '../testing/flow-of.ts'
import { addEvent, beginWithTemplate } from './insert-card.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const spec = (type: string): CardSpec => {
  const found = cardSpecs.get(type)
  if (found === undefined) throw new Error(`There is no card ${type}.`)
  return found
}

/**
 * Creates a flow with the card types `before`, and changes its event to `type`. Returns the card types of the
 * flow afterwards, in order.
 */
const changedTo = (type: string, ...before: string[]): (string | undefined)[] => {
  const canvas = openUserCanvas(
    [],
    before.map(each => put(each, each))
  )
  addEvent(canvas, spec(type))
  const { flow } = canvas.drawing.getState()
  return flow.strip.map(id => flow.cards[id]?.type)
}

test('an empty flow begins with an event and the return card that it needs', () => {
  expect(changedTo('webhook-event')).toEqual(['webhook-event', 'return-outputs'])
})

test('an event of another kind replaces the start card, and its return card the old one', () => {
  expect(changedTo('webhook-registration', 'webhook-event', 'now', 'return-outputs')).toEqual([
    'webhook-registration',
    'now',
    'registration-return'
  ])
  expect(changedTo('webhook-deregistration', 'webhook-event', 'now', 'return-outputs')).toEqual([
    'webhook-deregistration',
    'now'
  ])
  expect(changedTo('webhook-event', 'webhook-deregistration', 'now')).toEqual([
    'webhook-event',
    'now',
    'return-outputs'
  ])
})

test('the return card stays where it is for an event of the same kind', () => {
  expect(changedTo('webhook-event', 'webhook-event', 'now', 'return-outputs')).toEqual([
    'webhook-event',
    'now',
    'return-outputs'
  ])
})

test('an empty flow starts with the cards of a template in one step, which one undo removes', () => {
  const canvas = openUserCanvas([], [])
  canvas.ui.setState({ dialog: 'event' })
  const typesNow = () => {
    const { flow } = canvas.drawing.getState()
    return flow.strip.map(id => flow.cards[id]?.type)
  }
  beginWithTemplate(
    canvas,
    'example action',
    actionTemplate({ baseUrl: literal('https://acme.example'), newId: canvas.newId })
  )
  expect(typesNow()).toEqual(['action', 'raw-request', 'return-outputs'])
  expect(canvas.ui.getState()).toMatchObject({ dialog: null })
  expect(canvas.drawing.getState().flow.strip[0]).toBe([...canvas.ui.getState().chosen][0])
  canvas.doc.undo()
  expect(typesNow()).toEqual([])
  canvas.doc.redo()
  expect(typesNow()).toEqual(['action', 'raw-request', 'return-outputs'])
  beginWithTemplate(
    canvas,
    'example action',
    actionTemplate({ baseUrl: literal('https://acme.example'), newId: canvas.newId })
  )
  expect(typesNow()).toHaveLength(3)
})

test('missing fields of a new event are not reported until its fields are left or the flow is saved', () => {
  const canvas = openUserCanvas([], [])
  addEvent(canvas, spec('webhook-event'))
  const required = () =>
    canvas.drawing.getState().problems.filter(({ code }) => code === 'input-required').length
  const { strip } = canvas.drawing.getState().flow
  expect([...canvas.ui.getState().fresh]).toEqual(strip)
  expect(required()).toBe(0)
})
