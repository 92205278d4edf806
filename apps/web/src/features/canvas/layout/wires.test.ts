import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog } from '@hookwright/engine'
import { type Flow, type JsonObject, one, pill, text } from '@hookwright/model'
import { flowsOf } from '@hookwright/model/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draw } from '../drawing/drawing.ts'
import { cardKinds } from '../testing/card-kinds.ts'
import { flowOf, put } from '../testing/flow-of.ts'
import { harnessesOf } from './harness.ts'
import { wiresOf } from './wires.ts'

const drawing = (flow: Flow, flipped = new Map<string, Set<string>>()) =>
  draw({ flow, specs: cardSpecs, catalog: emptyCatalog, flipped, typedPaths: [] }, null)

const drawn = (flow: Flow, flipped?: Map<string, Set<string>>) => drawing(flow, flipped).cards

const fork = put('if-else', 'fork', {
  config: { operator: 'equal', joins: [{ id: 'j', label: 'J', dataType: one('text') }] },
  inputs: { left: pill('event', 'method') },
  blocks: [
    { id: 'then', strip: ['in'], joins: { j: pill('in', 'output') } },
    { id: 'else', strip: [], joins: {} }
  ]
})
const flow = flowOf(
  [put('webhook-event', 'event'), fork, put('compose', 'last', { inputs: { text: pill('fork', 'j') } })],
  [put('compose', 'in', { inputs: { text: text(pill('event', 'body', ['a']), pill('event', 'query')) } })]
)

test('each value in use has a wire from its card to the card that uses it', () => {
  expect(wiresOf(drawn(flow), null).map(wire => `${wire.from} ${wire.to}`)).toEqual([
    'event fork',
    'in fork',
    'event in',
    'event in',
    'fork last'
  ])
})

test('a value that a card uses itself has no wire', () => {
  const own = put('webhook-event', 'event', { inputs: { 'registration.kind': pill('event', 'option.kind') } })
  expect(wiresOf(drawn(flowOf([own])), null)).toEqual([])
})

test('with a selection only the wires from or to its cards are drawn', () => {
  expect(wiresOf(drawn(flow), new Set(['last'])).map(wire => wire.from)).toEqual(['fork'])
  expect(wiresOf(drawn(flow), new Set(['in']))).toHaveLength(3)
})

test('each wire leaves its card at the right and enters the other within its height', () => {
  fc.assert(
    fc.property(flowsOf(cardKinds), any => {
      const cards = drawn(any)
      for (const wire of wiresOf(cards, null)) {
        const from = cards.get(wire.from)?.frame
        const to = cards.get(wire.to)?.frame
        if (!from || !to) throw new Error('A wire leads to a card that is not drawn.')
        expect(wire.fromX).toBe(from.x + from.width)
        for (const [y, frame] of [
          [wire.fromY, from],
          [wire.toY, to]
        ] as const) {
          expect(y).toBeGreaterThanOrEqual(frame.y)
          expect(y).toBeLessThanOrEqual(frame.y + frame.height)
        }
        expect(wire.toX).toBeGreaterThanOrEqual(to.x)
        expect(wire.toX).toBeLessThanOrEqual(to.x + to.width)
      }
    }),
    { numRuns: 60 }
  )
})

test('a folded card keeps its wires at its header, and hides those of its inner cards', () => {
  const folded = drawn(flow, new Map([['fork', new Set(['card'])]]))
  const wires = wiresOf(folded, null)
  expect(wires.map(wire => `${wire.from} ${wire.to}`)).toEqual(['event fork', 'fork last'])
  const frame = folded.get('fork')?.frame
  expect(wires[0]?.toY).toBe((frame?.y ?? 0) + 46)
})

const field = (id: string) => ({
  ...{ id, label: id, fieldType: 'text-field', required: false },
  dataType: one('text')
})
const options = [field('team')]
const groups = [{ id: 'message', name: 'Message', fields: [field('body')] }]

/** Returns the wire from a field of a start card to the next card. */
const wireFrom = (type: string, config: JsonObject, from: string, flipped: string[] = []) => {
  const blank = cardSpecs.get(type)?.blank().config
  const start = put(type, 'start', { config: { ...blank, ...config } })
  const next = put('compose', 'next', { inputs: { text: pill('start', from) } })
  const cards = drawn(flowOf([start, next]), new Map([['start', new Set(flipped)]]))
  const [wire] = wiresOf(cards, null)
  return { wire, frame: cards.get('start')?.frame }
}

test.each([
  ['webhook-event', { options }, 'option.team', 'text', 52 + 10 + 28 + 14],
  ['polling-monitor', { options }, 'option.team', 'text', 52 + 10 + 28 + 14],
  ['action', { options, groups }, 'option.team', 'text', 52 + 10 + 28 + 14],
  // Below the option with its control: the headings of the inputs and of their group.
  ['action', { options, groups }, 'body', 'text', 52 + 10 + 28 + 40 + 28 + 28 + 14],
  ['helper-flow', { inputs: [field('body')] }, 'body', 'text', 52 + 10 + 28 + 14],
  ['api-endpoint', {}, 'query', 'object', null],
  ['scheduled', {}, 'scheduledAt', 'date', null],
  ['manual-start', { inputs: [field('body')] }, 'body', 'text', null]
])('a wire of %s %o from %s starts at the row of its value', (type, config, from, kind, y) => {
  const { wire, frame } = wireFrom(type, config, from)
  expect(wire).toMatchObject({ type: kind, fromX: frame?.width })
  if (y !== null) expect(wire?.fromY).toBe(y)
  expect(wire?.fromY).toBeGreaterThan(52 + 10)
})

test('a wire of a value in a folded section or card starts at its heading, in its color', () => {
  const heading = wireFrom('action', { options, groups }, 'body', ['inputs:message'])
  expect(heading.wire?.fromY).toBe(52 + 10 + 28 + 40 + 28 + 14)
  const outer = wireFrom('action', { options, groups }, 'body', ['inputs', 'inputs:message'])
  expect(outer.wire?.fromY).toBe(52 + 10 + 28 + 40 + 14)
  const card = wireFrom('action', { options, groups }, 'body', ['card'])
  expect(card.wire?.fromY).toBe(46)
  for (const { wire } of [heading, outer, card]) expect(wire?.type).toBe('text')
})

test('the trunk of wires and its label begin below the rail and its button', () => {
  fc.assert(
    fc.property(flowsOf(cardKinds), any => {
      const { cards, layout } = drawing(any)
      // The label is 18 pixels high. The button in the gap ends 36 pixels below the top of the cards.
      for (const { top } of harnessesOf(wiresOf(cards, null), layout)) expect(top.y - 9).toBeGreaterThan(36)
    }),
    { numRuns: 60 }
  )
})
