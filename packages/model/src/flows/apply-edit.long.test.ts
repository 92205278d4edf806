import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CardId } from '../kernel/ids.ts'
import { anyEdit, anyFlow, anyFragment, deepFreeze, editsFor } from '../testing.ts'
import { applyEdit } from './apply-edit.ts'
import { pill, pillsOf } from './binding.ts'
import type { Edit, OneEdit, Target } from './edit.ts'
import { type Card, Flow } from './flow.ts'
import { placeOfJoins, placesOf, sightOf } from './places.ts'

const flowAndEdit = anyFlow.chain(flow => fc.tuple(fc.constant(flow), fc.oneof(editsFor(flow), anyEdit)))

/** Returns the cards that an edit may replace. All others must stay the same objects. */
const touchedBy = (flow: Flow, edit: OneEdit): CardId[] => {
  const ownerOf = (strip: Target['strip']): CardId[] => (strip === null ? [] : [strip.card])
  const home = (id: CardId): CardId[] => ownerOf(placesOf(flow).get(id)?.strip ?? null)
  switch (edit.kind) {
    case 'insert':
      return ownerOf(edit.to.strip)
    case 'remove':
      return home(edit.card)
    case 'move':
      return [...home(edit.card), ...ownerOf(edit.to.strip)]
    default:
      return [edit.card]
  }
}

/**
 * Returns every valid reference in a flow as text. It names the card that reads, the field, and the card with
 * that field.
 */
const readingsInOrder = (flow: Flow): Set<string> => {
  const places = placesOf(flow)
  const found = new Set<string>()
  for (const [id, place] of places) {
    const card = flow.cards[id]
    for (const [field, binding] of Object.entries(card?.inputs ?? {})) {
      for (const { card: source } of pillsOf(binding))
        if (sightOf(places, place, id, source) !== 'no') found.add(`${id} ${field} ${source}`)
    }
    for (const block of card?.blocks ?? []) {
      const joins = card && placeOfJoins(places, card, block.id)
      for (const [field, binding] of Object.entries(block.joins)) {
        for (const { card: source } of pillsOf(binding))
          if (joins && sightOf(places, joins, id, source) !== 'no')
            found.add(`${id} ${block.id} ${field} ${source}`)
      }
    }
  }
  return found
}

const card = (id: string, parts: Partial<Card> = {}): Card => ({
  id,
  type: 'plain',
  config: {},
  inputs: {},
  ...parts
})
const flowOf = (...cards: Card[]): Flow =>
  Flow.parse({
    schemaVersion: 1,
    strip: cards.map(each => each.id),
    cards: Object.fromEntries(cards.map(each => [each.id, each]))
  })
const done = (flow: Flow, edit: Edit): Flow => {
  const edited = applyEdit(flow, edit)
  if (!edited.ok) throw new Error(edited.why)
  return edited.flow
}
const why = (flow: Flow, edit: Edit): string => {
  const edited = applyEdit(flow, edit)
  return edited.ok ? 'it was accepted' : edited.why
}

describe('an edit that parses', () => {
  test('never throws; its result is either a valid flow or a sentence', () => {
    fc.assert(
      fc.property(flowAndEdit, ([flow, edit]) => {
        const edited = applyEdit(flow, edit)
        if (edited.ok) expect(Flow.safeParse(edited.flow).error).toBeUndefined()
        else expect(edited.why).toMatch(/^\S.*\.$/su)
      }),
      { numRuns: 400 }
    )
  })

  test('changes neither its flow nor itself', () => {
    fc.assert(
      fc.property(flowAndEdit, ([flow, edit]) => {
        applyEdit(deepFreeze(flow), deepFreeze(edit))
      }),
      { numRuns: 300 }
    )
  })

  test('shares every unchanged card with the flow before', () => {
    fc.assert(
      fc.property(flowAndEdit, ([flow, edit]) => {
        const edited = applyEdit(flow, edit)
        if (!edited.ok || edit.kind === 'all') return
        const touched = touchedBy(flow, edit)
        for (const [id, before] of Object.entries(flow.cards)) {
          if (touched.includes(id) || !Object.hasOwn(edited.flow.cards, id)) continue
          expect(edited.flow.cards[id]).toBe(before)
        }
      }),
      { numRuns: 300 }
    )
  })

  test('removes and inserts only the cards it names', () => {
    fc.assert(
      fc.property(flowAndEdit, ([flow, edit]) => {
        const edited = applyEdit(flow, edit)
        if (!edited.ok || edit.kind === 'all' || edit.kind === 'remove' || edit.kind === 'blocks') return
        const expected = [
          ...Object.keys(flow.cards),
          ...Object.keys(edit.kind === 'insert' ? edit.fragment.cards : {})
        ]
        expect(Object.keys(edited.flow.cards).sort()).toEqual(expected.sort())
      }),
      { numRuns: 200 }
    )
  })
})

describe('a move', () => {
  test('never puts a card before its source', () => {
    const moves = anyFlow.chain(flow =>
      fc.tuple(
        fc.constant(flow),
        editsFor(flow).filter(edit => edit.kind === 'move')
      )
    )
    fc.assert(
      fc.property(moves, ([flow, edit]) => {
        const edited = applyEdit(flow, edit)
        if (!edited.ok) return
        const after = readingsInOrder(edited.flow)
        for (const reading of readingsInOrder(flow)) expect(after).toContain(reading)
      }),
      { numRuns: 200 }
    )
  })

  test('of a card behind a reader of its value is refused with both names', () => {
    const flow = flowOf(card('a'), card('b', { title: 'Split', inputs: { in: pill('a', 'out') } }))
    expect(why(flow, { kind: 'move', card: 'b', to: { strip: null, index: 0 } })).toBe(
      '“Split” uses a value of “plain”, so it must stay after “plain”.'
    )
  })

  test('counts its index without the moved card and stops at the end', () => {
    const flow = flowOf(card('a'), card('b'), card('c'))
    const move = (index: number): Edit => ({ kind: 'move', card: 'a', to: { strip: null, index } })
    expect(done(flow, move(1)).strip).toEqual(['b', 'a', 'c'])
    expect(done(flow, move(99)).strip).toEqual(['b', 'c', 'a'])
  })

  test('into one of its own blocks is refused, at any depth', () => {
    const inner = card('in', { blocks: [{ id: 'x', strip: [], joins: {} }] })
    const outer = card('out', { blocks: [{ id: 'x', strip: ['in'], joins: {} }] })
    const flow = Flow.parse({ schemaVersion: 1, strip: ['out'], cards: { out: outer, in: inner } })
    for (const holder of ['in', 'out'])
      expect(
        why(flow, { kind: 'move', card: 'out', to: { strip: { card: holder, block: 'x' }, index: 0 } })
      ).toBe('A card cannot move into one of its own blocks.')
  })

  test('is refused where it would nest blocks more than 16 deep', () => {
    const deep = Array.from({ length: 16 }, (_, n) =>
      card(`c${n}`, { blocks: [{ id: 'x', strip: n < 15 ? [`c${n + 1}`] : [], joins: {} }] })
    )
    const cards = Object.fromEntries(
      [...deep, card('more', { blocks: [{ id: 'x', strip: [], joins: {} }] })].map(each => [each.id, each])
    )
    const flow = Flow.parse({ schemaVersion: 1, strip: ['c0', 'more'], cards })
    expect(
      why(flow, { kind: 'move', card: 'more', to: { strip: { card: 'c15', block: 'x' }, index: 0 } })
    ).toBe('Blocks are nested more than 16 levels deep. Move the inner cards out.')
  })
})

describe('an insertion', () => {
  test('is undone by removing the inserted card', () => {
    const inserted = anyFlow.chain(flow =>
      fc.tuple(fc.constant(flow), anyFragment, fc.nat(Math.max(flow.strip.length, 0)))
    )
    fc.assert(
      fc.property(inserted, ([flow, fragment, index]) => {
        const longer = done(flow, { kind: 'insert', to: { strip: null, index }, fragment })
        expect(longer.strip.slice(index, index + fragment.strip.length)).toEqual(fragment.strip)
        const edits = fragment.strip.map(id => ({ kind: 'remove' as const, card: id }))
        expect(done(longer, { kind: 'all', edits })).toEqual(flow)
      })
    )
  })

  test('of a card with an existing id is refused', () => {
    const fragment = { strip: ['a'], cards: { a: card('a') } }
    expect(why(flowOf(card('a')), { kind: 'insert', to: { strip: null, index: 0 }, fragment })).toBe(
      'A card with the id a is already in the flow. Insert a copy instead.'
    )
  })

  test('that makes more than 2,000 cards is refused', () => {
    const full = flowOf(...Array.from({ length: 2_000 }, (_, n) => card(`c${n}`)))
    const fragment = { strip: ['one-more'], cards: { 'one-more': card('one-more') } }
    expect(why(full, { kind: 'insert', to: { strip: null, index: 0 }, fragment })).toMatch(/2001 cards/)
  })
})

describe('a removal', () => {
  test('removes all cards in the blocks of the card', () => {
    const fork = card('fork', { blocks: [{ id: 'x', strip: ['in'], joins: {} }] })
    const flow = Flow.parse({
      schemaVersion: 1,
      strip: ['a', 'fork'],
      cards: { a: card('a'), fork, in: card('in') }
    })
    expect(done(flow, { kind: 'remove', card: 'fork' })).toEqual(flowOf(card('a')))
  })
})

describe('changes to one card', () => {
  const flow = flowOf(card('a', { title: 'Old', note: 'Old', skipped: true, inputs: { x: pill('b', 'y') } }))

  test('set and clear its properties', () => {
    expect(done(flow, { kind: 'rename', card: 'a', title: 'New' }).cards.a?.title).toBe('New')
    expect(done(flow, { kind: 'rename', card: 'a', title: null }).cards.a).not.toHaveProperty('title')
    expect(done(flow, { kind: 'annotate', card: 'a', note: 'New' }).cards.a?.note).toBe('New')
    expect(done(flow, { kind: 'annotate', card: 'a', note: null }).cards.a).not.toHaveProperty('note')
    expect(done(flow, { kind: 'skip', card: 'a', skipped: false }).cards.a).not.toHaveProperty('skipped')
    expect(done(flow, { kind: 'configure', card: 'a', config: { n: 1 } }).cards.a?.config).toEqual({ n: 1 })
  })

  test('map an input and remove the mapping', () => {
    const fed = done(flow, { kind: 'bind', card: 'a', field: 'toString', binding: pill('b', 'z') })
    expect(fed.cards.a?.inputs).toEqual({ x: pill('b', 'y'), toString: pill('b', 'z') })
    expect(done(flow, { kind: 'bind', card: 'a', field: 'x', binding: null }).cards.a?.inputs).toEqual({})
  })

  test('map a join of the named block only', () => {
    const blocks = ['x', 'y'].map(id => ({ id, strip: [], joins: {} }))
    const edit: Edit = { kind: 'join', card: 'f', block: 'y', field: 'j', binding: pill('b', 'z') }
    const flow = flowOf(card('f', { blocks }))
    const changed = done(flow, edit).cards.f?.blocks
    expect(changed?.map(block => block.joins)).toEqual([{}, { j: pill('b', 'z') }])
    expect(changed?.[0]).toBe(flow.cards.f?.blocks?.[0])
  })
})

describe('arranging blocks', () => {
  const blocks = [
    { id: 'x', strip: ['a'], joins: { j: pill('a', 'z') } },
    { id: 'y', strip: ['g'], joins: {} }
  ]
  const inner = [{ id: 'then', strip: ['b'], joins: {} }]
  const flow: Flow = {
    schemaVersion: 1,
    strip: ['f'],
    cards: { f: card('f', { blocks }), a: card('a'), g: card('g', { blocks: inner }), b: card('b') }
  }

  test('keeps the named ones with their cards, in the new order, and adds empty ones', () => {
    const changed = done(flow, { kind: 'blocks', card: 'f', blocks: ['y', 'new', 'x'] })
    expect(changed.cards.f?.blocks).toEqual([blocks[1], { id: 'new', strip: [], joins: {} }, blocks[0]])
    expect(Object.keys(changed.cards).sort()).toEqual(['a', 'b', 'f', 'g'])
  })

  test('removes the others with their cards', () => {
    const changed = done(flow, { kind: 'blocks', card: 'f', blocks: ['x'] })
    expect(changed.cards.f?.blocks).toEqual([blocks[0]])
    expect(Object.keys(changed.cards).sort()).toEqual(['a', 'f'])
  })

  test('is refused for a card without blocks, and for a block that is named twice', () => {
    for (const edit of [
      { kind: 'blocks', card: 'a', blocks: ['x'] },
      { kind: 'blocks', card: 'gone', blocks: ['x'] },
      { kind: 'blocks', card: 'f', blocks: ['x', 'x'] }
    ] as const) {
      const result = applyEdit(flow, { ...edit, blocks: [...edit.blocks] })
      expect(result.ok ? '' : result.why).toMatch(/[.]$/)
    }
  })
})

test('several changes in one edit all apply, or none', () => {
  const flow = flowOf(card('a'))
  const rename: OneEdit = { kind: 'rename', card: 'a', title: 'New' }
  expect(
    done(flow, { kind: 'all', edits: [rename, { kind: 'skip', card: 'a', skipped: true }] }).cards.a
  ).toEqual(card('a', { title: 'New', skipped: true }))
  expect(why(flow, { kind: 'all', edits: [rename, { kind: 'remove', card: 'gone' }] })).toBe(
    'The card was already deleted.'
  )
  expect(why(flow, { kind: 'all', edits: [rename, { kind: 'remove', card: 'gone' }, rename] })).toBe(
    'The card was already deleted.'
  )
  expect(flow.cards.a).toEqual(card('a'))
})
