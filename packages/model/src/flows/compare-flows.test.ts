import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editsFor } from '../testing/any-edit.ts'
import { anyFlow } from '../testing/any-flow.ts'
import { applyEdit } from './apply-edit.ts'
import { literal } from './binding.ts'
import { type CardDifference, type CardPart, compareFlows } from './compare-flows.ts'
import type { Card, Flow } from './flow.ts'
import { placesOf } from './places.ts'

const card = (id: string, parts: Partial<Card> = {}): Card => ({
  id,
  type: 'plain',
  config: {},
  inputs: {},
  ...parts
})

const flowOf = (...cards: Card[]): Flow => ({
  schemaVersion: 1,
  strip: cards.map(each => each.id),
  cards: Object.fromEntries(cards.map(each => [each.id, each]))
})

const said = (differences: CardDifference[]): string[] => differences.map(({ id, is }) => `${id} ${is}`)

/** Arbitrary flow, paired with a version after some edits. */
const twoDrafts = anyFlow.chain(flow =>
  fc.array(editsFor(flow), { maxLength: 5 }).map(edits => {
    const after = edits.reduce((now, edit) => {
      const edited = applyEdit(now, edit)
      return edited.ok ? edited.flow : now
    }, flow)
    return { before: flow, after }
  })
)

/** Arbitrary pairs of flows with few or no common ids. */
const anyTwo = fc.record({ before: anyFlow, after: anyFlow })

const keyOf = (part: CardPart): string => {
  switch (part.part) {
    case 'config':
      return `config ${part.key}`
    case 'input':
      return `input ${part.field}`
    case 'join':
      return `join ${JSON.stringify([part.block, part.field])}`
    default:
      return part.part
  }
}

/** Returns a record with one entry set or removed. */
const withEntry = <Value>(
  record: Record<string, Value>,
  key: string,
  value: Value | null | undefined,
  isGone: boolean
): Record<string, Value> => {
  const rest = Object.entries(record).filter(([other]) => other !== key)
  return Object.fromEntries(isGone || value === undefined || value === null ? rest : [...rest, [key, value]])
}

/** Returns a card with one part set to the newer value of a difference. A new block is empty. */
const withPart = (from: Card, part: CardPart): Card => {
  switch (part.part) {
    case 'type':
      return { ...from, type: part.after }
    case 'title':
    case 'note': {
      const { [part.part]: _, ...rest } = from
      return part.after === null ? rest : { ...rest, [part.part]: part.after }
    }
    case 'skipped': {
      const { skipped: _, ...rest } = from
      return part.after ? { ...rest, skipped: true } : rest
    }
    case 'config': {
      const rest = Object.entries(from.config).filter(([key]) => key !== part.key)
      return {
        ...from,
        config: Object.fromEntries(part.after === undefined ? rest : [...rest, [part.key, part.after]])
      }
    }
    case 'input':
      return { ...from, inputs: withEntry(from.inputs, part.field, part.after, part.after === null) }
    case 'blocks': {
      const blocks = part.after.map(
        id => from.blocks?.find(block => block.id === id) ?? { id, strip: [], joins: {} }
      )
      const { blocks: _, ...rest } = from
      return blocks.length === 0 ? rest : { ...rest, blocks }
    }
    case 'join':
      return {
        ...from,
        ...(from.blocks && {
          blocks: from.blocks.map(block =>
            block.id === part.block
              ? { ...block, joins: withEntry(block.joins, part.field, part.after, part.after === null) }
              : block
          )
        })
      }
  }
}

const withoutStrips = ({ blocks, ...rest }: Card): unknown => ({
  ...rest,
  ...(blocks !== undefined && blocks.length > 0 && { blocks: blocks.map(({ id, joins }) => ({ id, joins })) })
})

/**
 * Returns the cards of each strip without those in `gone`, keyed by the strip's position. Empty strips are
 * left out.
 */
const stripsWithout = (flow: Flow, gone: Set<string>): Record<string, string[]> => {
  const strips: Record<string, string[]> = {}
  for (const [id, { strip }] of placesOf(flow)) {
    if (gone.has(id)) continue
    const name = JSON.stringify(strip)
    strips[name] = [...(strips[name] ?? []), id]
  }
  return strips
}

describe('the comparison of two states of a flow', () => {
  test('finds no change between a flow and its copy', () => {
    fc.assert(
      fc.property(anyFlow, flow => {
        expect(compareFlows(flow, structuredClone(flow))).toEqual([])
      })
    )
  })

  test('lists each changed card once', () => {
    const before = flowOf(card('a'), card('b', { inputs: { x: literal('1') } }), card('gone'), card('c'))
    const after = flowOf(card('a'), card('new'), card('b', { inputs: { x: literal('2') } }), card('c'))
    expect(said(compareFlows(before, after))).toEqual(['new added', 'b changed', 'gone removed'])
  })

  test('lists as few moved cards as possible, and no neighbour of an added or removed one', () => {
    const before = flowOf(card('a'), card('b'), card('c'), card('d'))
    expect(said(compareFlows(before, flowOf(card('d'), card('a'), card('b'), card('c'))))).toEqual([
      'd moved'
    ])
    expect(said(compareFlows(before, flowOf(card('a'), card('new'), card('c'), card('d'))))).toEqual([
      'new added',
      'b removed'
    ])
  })

  test('lists a card as both changed and moved', () => {
    const before = flowOf(card('a'), card('b'), card('c'))
    const after = flowOf(card('a'), card('c', { title: 'C' }), card('b'))
    const found = compareFlows(before, flowOf(...Object.values(after.cards)))
    expect(found.some(each => each.is === 'changed' && each.id === 'c')).toBe(true)
    expect(found.filter(each => each.is === 'moved' || (each.is === 'changed' && each.moved))).toHaveLength(1)
  })

  test('lists a moved block with its cards as one', () => {
    const block = card('fork', { blocks: [{ id: 'then', strip: ['in'], joins: {} }] })
    const before: Flow = { ...flowOf(card('a'), block, card('b'), card('c')) }
    before.cards.in = card('in')
    const after: Flow = { ...before, strip: ['a', 'b', 'c', 'fork'] }
    expect(said(compareFlows(before, after))).toEqual(['fork moved'])
  })

  test.each([
    ['drafts of one flow', twoDrafts],
    ['any two flows', anyTwo]
  ])('lists every difference of %s, each once', (_, flows) => {
    fc.assert(
      fc.property(flows, ({ before, after }) => {
        const differences = compareFlows(before, after)
        const ids = differences.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)

        const cards: Record<string, unknown> = Object.fromEntries(
          Object.entries(before.cards).map(([id, was]) => [id, withoutStrips(was)])
        )
        const elsewhere = new Set<string>()
        for (const difference of differences) {
          if (difference.is !== 'changed' || difference.moved) elsewhere.add(difference.id)
          if (difference.is === 'removed') delete cards[difference.id]
          if (difference.is === 'added') cards[difference.id] = withoutStrips(difference.after)
          if (difference.is !== 'changed') continue
          const keys = difference.parts.map(keyOf)
          expect(new Set(keys).size).toBe(keys.length)
          cards[difference.id] = withoutStrips(difference.parts.reduce(withPart, difference.before))
        }
        expect(cards).toEqual(
          Object.fromEntries(Object.entries(after.cards).map(([id, is]) => [id, withoutStrips(is)]))
        )
        expect(stripsWithout(before, elsewhere)).toEqual(stripsWithout(after, elsewhere))
      })
    )
  })
})
