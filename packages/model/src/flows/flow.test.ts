import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyFlow, anyJson } from '../testing.ts'
import { type Block, type Card, cardOf, emptyFlow, Flow, Fragment, startCardOf } from './flow.ts'

const card = (id: string, parts: Partial<Card> = {}): Card => ({
  id,
  type: 'plain',
  config: {},
  inputs: {},
  ...parts
})
const block = (id: string, ...strip: string[]): Block => ({ id, strip, joins: {} })
const flow = (strip: string[], ...cards: Card[]): unknown => ({
  schemaVersion: 1,
  strip,
  cards: Object.fromEntries(cards.map(each => [each.id, each]))
})

/** Returns the first error message for a flow document; `null` for a valid document. */
const refusalOf = (document: unknown): string | null => {
  const parsed = Flow.safeParse(document)
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? '')
}

/** Returns nested cards for tests of the depth limit: c0 to cN, each in a block of the one before. */
const nested = (deep: number): unknown => {
  const cards = Array.from({ length: deep + 1 }, (_, n) =>
    card(`c${n}`, n < deep ? { blocks: [block('in', `c${n + 1}`)] } : {})
  )
  return flow(['c0'], ...cards)
}

describe('a flow document', () => {
  test('is refused with a sentence when its cards do not form one tree of strips', () => {
    const twice = flow(['a', 'b', 'a'], card('a'), card('b'))
    const twiceInBlocks = flow(['a'], card('a', { blocks: [block('x', 'b'), block('y', 'b')] }), card('b'))
    const cycle = flow(
      ['a'],
      card('a', { blocks: [block('x', 'b')] }),
      card('b', { blocks: [block('x', 'a')] })
    )
    const inItself = flow(['a'], card('a', { blocks: [block('x', 'a')] }))
    const islands = flow(
      [],
      card('a', { blocks: [block('x', 'b')] }),
      card('b', { blocks: [block('x', 'a')] })
    )
    const sameBlocks = flow(['a'], card('a', { blocks: [block('x'), block('x')] }))
    const otherId = { schemaVersion: 1, strip: ['a'], cards: { a: card('b') } }
    expect(refusalOf(twice)).toBe('The card a appears more than once.')
    expect(refusalOf(twiceInBlocks)).toBe('The card b appears more than once.')
    expect(refusalOf(cycle)).toBe('The card a appears more than once.')
    expect(refusalOf(inItself)).toBe('The card a appears more than once.')
    expect(refusalOf(islands)).toBe('A card of the flow is not in its sequence.')
    expect(refusalOf(flow(['a', 'b'], card('a')))).toBe(
      'The flow refers to the card b, which does not exist.'
    )
    expect(refusalOf(flow(['a'], card('a'), card('b')))).toBe('A card of the flow is not in its sequence.')
    expect(refusalOf(sameBlocks)).toBe('The card a has two blocks with the same id.')
    expect(refusalOf(otherId)).toBe('The card stored as a has the id b.')
  })

  test('has no card with a name that every object inherits', () => {
    expect(refusalOf(flow(['toString']))).toBe('The flow refers to the card toString, which does not exist.')
    expect(cardOf(emptyFlow, 'toString')).toBeUndefined()
    expect(cardOf(emptyFlow, '__proto__')).toBeUndefined()
  })

  test('can nest blocks 16 deep and no deeper', () => {
    expect(refusalOf(nested(16))).toBeNull()
    expect(refusalOf(nested(17))).toBe(
      'Blocks are nested more than 16 levels deep. Move the inner cards out.'
    )
  })

  test('can have 2,000 cards and no more', () => {
    const many = Array.from({ length: 2_001 }, (_, n) => card(`c${n}`))
    const ids = many.map(each => each.id)
    expect(refusalOf(flow(ids.slice(1), ...many.slice(1)))).toBeNull()
    expect(refusalOf(flow(ids, ...many))).toMatch(/^The flow has 2001 cards, but the limit is 2000\. .*\.$/)
  })

  test.each([
    ['__proto__', false],
    ['constructor', false],
    ['prototype', false],
    ['a.b', false],
    ['a b', false],
    ['', false],
    ['x'.repeat(65), false],
    ['toString', true],
    ['0', true],
    ['x'.repeat(64), true]
  ])('with the card id %j: %s', (id, fine) => {
    const made = { schemaVersion: 1, strip: [id], cards: Object.fromEntries([[id, card(id)]]) }
    expect(Flow.safeParse(made).success).toBe(fine)
  })

  test.each(['__proto__', 'constructor', 'prototype'])('refuses or drops a field named %s', field => {
    const inputs = Object.fromEntries([[field, { kind: 'literal', value: 1 }]])
    const parsed = Flow.safeParse(flow(['a'], card('a', { inputs: inputs as Card['inputs'] })))
    expect(parsed.success ? Object.keys(parsed.data.cards.a?.inputs ?? {}) : []).toEqual([])
    expect(({} as Record<string, unknown>).value).toBeUndefined()
  })

  test('drops unknown properties', () => {
    expect(Flow.safeParse({ ...emptyFlow, edges: [] }).success).toBe(false)
    expect(Flow.safeParse(flow(['a'], { ...card('a'), position: 1 } as Card)).success).toBe(false)
    expect(Flow.safeParse({ ...emptyFlow, schemaVersion: 2 }).success).toBe(false)
  })

  test('is parsed or refused without a throw, for any value', () => {
    const document = fc.oneof(
      anyJson,
      fc.record({ schemaVersion: fc.constant(1), strip: anyJson, cards: anyJson }),
      anyFlow.chain(made => anyJson.map(junk => ({ ...made, strip: junk }))),
      anyFlow.chain(made => anyJson.map(junk => ({ ...made, cards: { ...made.cards, junk } })))
    )
    fc.assert(fc.property(document, made => typeof Flow.safeParse(made).success === 'boolean'))
  })

  test('is the same after it was stored as JSON and parsed again', () => {
    fc.assert(
      fc.property(anyFlow, made => {
        const kept: unknown = JSON.parse(JSON.stringify(made))
        const again = Flow.parse(kept)
        expect(JSON.stringify(again)).toBe(JSON.stringify(Flow.parse(made)))
        expect(again.strip).toEqual(made.strip)
      })
    )
  })
})

test('of a fragment is refused for the same errors as a flow', () => {
  const cards = { a: card('a', { blocks: [block('x', 'a')] }) }
  expect(Fragment.safeParse({ strip: ['a'], cards }).success).toBe(false)
  expect(Fragment.safeParse({ strip: ['a'], cards: { a: card('a') } }).success).toBe(true)
})

test('the start card is the first of the top strip', () => {
  const made = Flow.parse(flow(['b', 'a'], card('a'), card('b')))
  expect(startCardOf(made)?.id).toBe('b')
  expect(startCardOf(emptyFlow)).toBeUndefined()
})
