import { anyValue, type Binding, listOf, literal, one, pill, text, valueAt } from '@hookwright/model'
import { anyBinding, anyJson, anyKey, anyValueType, nastyKeys } from '@hookwright/model/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { smallCards } from '../testing/small-cards.ts'
import { flowOf, runWith } from '../testing.ts'
import { readerOf, type Scope } from './bindings.ts'
import { misfitOf } from './misfit.ts'

const anyOutputs = fc
  .array(fc.tuple(fc.oneof(anyKey, fc.constantFrom('a', 'b')), anyJson), { maxLength: 5 })
  .map(pairs => Object.fromEntries(pairs))

const anyScope: fc.Arbitrary<Scope> = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom('c0', 'c1'), anyKey), anyOutputs), { maxLength: 5 })
  .map(pairs => new Map(pairs))

/** Arbitrary bindings that were not validated by a schema, including reserved keys. */
const anyRawBinding: fc.Arbitrary<Binding> = fc.record({
  kind: fc.constant('pill'),
  card: fc.oneof(fc.constantFrom('c0', 'c1'), fc.constantFrom(...nastyKeys)),
  field: fc.oneof(fc.constantFrom('a', 'b'), fc.constantFrom(...nastyKeys)),
  path: fc.array(fc.oneof(fc.constantFrom(...nastyKeys), fc.nat(2)), { maxLength: 3 })
})

const namesOfObject = (): string[] => Object.getOwnPropertyNames(Object.prototype).sort()

describe('a binding', () => {
  test('never throws, never reads an inherited value and never reaches a prototype, for any name', () => {
    const before = namesOfObject()
    fc.assert(
      fc.property(fc.oneof(anyBinding, anyRawBinding), anyValueType, anyScope, (binding, type, scope) => {
        const read = readerOf(binding, type)(scope)
        if (read.ok) {
          expect(typeof read.value).not.toBe('function')
          expect(read.value).not.toBe(Object.prototype)
          expect(read.value).not.toBeUndefined()
        } else expect([read.found, read.wanted].join('')).not.toContain('undefined')
        expect(({} as Record<string, unknown>).polluted).toBeUndefined()
        expect(namesOfObject()).toEqual(before)
      }),
      { numRuns: 1_000 }
    )
  })

  test('reads the value at its path among the own outputs of its card', () => {
    fc.assert(
      fc.property(anyRawBinding, anyScope, (binding, scope) => {
        if (binding.kind !== 'pill') return
        const own = Object.entries(scope.get(binding.card) ?? {}).find(([field]) => field === binding.field)
        const read = readerOf(binding, anyValue)(scope)
        expect(read).toEqual({ ok: true, value: own === undefined ? null : valueAt(own[1], binding.path) })
      }),
      { numRuns: 1_000 }
    )
  })

  const scope: Scope = new Map([['a', { x: { n: 12, list: ['p', 'q'], none: null, yes: true }, t: '12' }]])

  test.each<[string, Binding, Parameters<typeof readerOf>[1], unknown]>([
    ['a literal in its type', literal('12'), one('number'), 12],
    ['a pill in its type', pill('a', 't'), one('number'), 12],
    ['a pill into a list', pill('a', 'x', ['list', 1]), one('text'), 'q'],
    ['a whole list', pill('a', 'x', ['list']), listOf('text'), ['p', 'q']],
    ['a path that leaves the value', pill('a', 'x', ['n', 'more']), one('text'), null],
    ['a card that has not run', pill('b', 'x'), one('text'), null],
    ['text', text('n=', pill('a', 'x', ['n']), ', ', pill('a', 'x', ['yes'])), one('text'), 'n=12, true'],
    ['text with nothing in it', text('<', pill('a', 'x', ['none']), pill('b', 'x'), '>'), one('text'), '<>'],
    ['text as another type', text('1', pill('a', 't')), one('number'), 112]
  ])('reads %s', (_, binding, type, value) => {
    expect(readerOf(binding, type)(scope)).toEqual({ ok: true, value })
  })

  test.each<[string, Binding, Parameters<typeof readerOf>[1], string, string, string]>([
    ['a list for one thing', pill('a', 'x', ['list']), one('text'), 'a list', 'Text', ''],
    ['an object inside text', text('a', pill('a', 'x')), one('text'), 'Object', 'Text', ''],
    ['a text for a number', text('a', pill('a', 't')), one('number'), 'Text', 'Number', ''],
    ['an item that does not fit', pill('a', 'x', ['list']), listOf('number'), 'Text', 'Number', '[0]']
  ])('refuses %s and names the found type', (_, binding, type, found, wanted, place) => {
    expect(readerOf(binding, type)(scope)).toMatchObject({ ok: false, found, wanted, place })
  })

  test('with a value that does not fit is a fault with card, field and place', () => {
    const about = { card: 'Split', field: 'Parts' }
    const misfit = { ok: false as const, found: 'Object', wanted: 'Text', place: '[2]' }
    expect(misfitOf(about, misfit).message).toBe(
      'The input “Parts” of the card “Split” expects Text but received Object at “[2]”. Map another value or convert it first.'
    )
    expect(misfitOf(about, { ...misfit, place: '' }).message).toContain(
      'expects Text but received Object. Map'
    )
  })

  test('of a mapping is named with its card', () => {
    const misfit = readerOf(pill('a', 'x', ['list']), one('text'))(scope)
    if (misfit.ok) throw new Error('A list does not fit Text.')
    const names = { nameOf: () => 'Ticket created', labelOf: () => 'Body.tags' }
    expect(misfitOf({ card: 'Compose', field: 'Text' }, misfit, names).message).toBe(
      'The input “Text” of the card “Compose” expects Text but received a list from “Body.tags” of “Ticket created”. Map another value or convert it first.'
    )
  })

  // review: services 9
  test('with a single value for a list names the card that makes a list', () => {
    const misfit = { ok: false as const, found: 'Text', wanted: 'List of Text', place: '' }
    expect(misfitOf({ card: 'Pluck', field: 'List' }, misfit).message).toBe(
      'The input “List” of the card “Pluck” expects List of Text but received Text. Map another value or convert it first, for example with the card “List Construct”.'
    )
  })
})

test('passes keys that could reach a prototype through a run without reaching it', async () => {
  const before = namesOfObject()
  const echo = { id: 'a', type: 'echo', config: {}, inputs: { value: pill('start', 'in') } }
  const end = { id: 'end', type: 'return', config: {}, inputs: { value: pill('a', 'out') } }
  const flow = flowOf({ id: 'start', type: 'start', config: {}, inputs: {} }, echo, end)
  const polluting = fc.constantFrom<unknown>(
    JSON.parse('{"__proto__":{"polluted":true}}'),
    JSON.parse('{"constructor":{"prototype":{"polluted":true}}}')
  )
  await fc.assert(
    fc.asyncProperty(fc.oneof(anyJson, polluting), anyOutputs, async (value, everywhere) => {
      const outcome = await runWith(flow, { in: value }, { specs: smallCards, everywhere })
      expect(outcome.result?.value).toBe(value)
      expect(({} as Record<string, unknown>).polluted).toBeUndefined()
      expect(namesOfObject()).toEqual(before)
    })
  )
})
