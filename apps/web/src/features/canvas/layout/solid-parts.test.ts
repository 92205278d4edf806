import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog } from '@hookwright/engine'
import { flowsOf } from '@hookwright/model/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draw } from '../drawing/drawing.ts'
import { cardKinds } from '../testing/card-kinds.ts'
import { solidPartsOf } from './solid-parts.ts'

const drawn = (flow: Parameters<typeof draw>[0]['flow']) =>
  draw(
    {
      flow,
      specs: cardSpecs,
      catalog: emptyCatalog,
      flipped: new Map(),
      typedPaths: []
    },
    null
  ).cards

test('no solid part overlaps another or a card in a lane', () => {
  fc.assert(
    fc.property(flowsOf(cardKinds), flow => {
      const cards = drawn(flow)
      const parts = solidPartsOf(cards)
      const overlaps = (one: (typeof parts)[number], other: (typeof parts)[number]): boolean =>
        one.x < other.x + other.width &&
        other.x < one.x + one.width &&
        one.y < other.y + other.height &&
        other.y < one.y + one.height
      for (const [index, part] of parts.entries())
        for (const other of parts.slice(index + 1)) expect(overlaps(part, other)).toBe(false)
      for (const { frame } of cards.values())
        if (frame !== null && frame.lanes.length === 0)
          for (const part of parts) expect(overlaps(part, frame)).toBe(false)
    })
  )
})
