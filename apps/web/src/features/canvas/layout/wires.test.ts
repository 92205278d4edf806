import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog } from '@hookwright/engine'
import { one, pill, text } from '@hookwright/model'
import { flowsOf } from '@hookwright/model/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draw } from '../drawing/drawing.ts'
import { cardKinds } from '../testing/card-kinds.ts'
import { flowOf, put } from '../testing/flow-of.ts'
import { wiresOf } from './wires.ts'

const drawn = (flow: Parameters<typeof draw>[0]['flow'], flipped = new Map<string, Set<string>>()) =>
  draw(
    {
      flow,
      specs: cardSpecs,
      catalog: emptyCatalog,
      flipped,
      typedPaths: []
    },
    null
  ).cards

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
  expect(wires[0]?.toY).toBe((frame?.y ?? 0) + 26)
})
