import { cardSpecs } from '@hookwright/cards'
import { cardOf } from '@hookwright/engine/testing'
import {
  type Binding,
  type Card,
  type Flow,
  listOf,
  literal,
  type OutputGroup,
  one,
  pill,
  text
} from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exampleBodyOf } from '../dispatch/example-body.ts'
import { bodyReadsOf, unreadPathsOf } from './body-reads.ts'

const field = (id: string, dataType = one('text')) => ({
  id,
  label: id[0]?.toUpperCase() + id.slice(1),
  fieldType: 'text-field' as const,
  dataType,
  required: false
})
const groups: OutputGroup[] = [
  {
    id: 'person',
    name: 'Person',
    fields: [
      field('name'),
      field('age', one('number')),
      field('active', one('boolean')),
      field('since', one('date')),
      field('tags', listOf('text')),
      field('raw', one('object'))
    ]
  }
]

const eventFlow = (runMode: boolean, inputs: Record<string, Binding>, ...between: Card[]): Flow => {
  const event = { options: [], registrationFlowId: null, deregistrationFlowId: null }
  const cards = [
    cardOf('webhook-event', 'event', event, {}),
    ...between,
    cardOf('return-outputs', 'return', { groups, runMode }, inputs)
  ]
  return {
    schemaVersion: 1,
    strip: cards.map(({ id }) => id),
    cards: Object.fromEntries(cards.map(each => [each.id, each]))
  }
}
const readsOf = (runMode: boolean, inputs: Record<string, Binding>, ...between: Card[]) =>
  bodyReadsOf(eventFlow(runMode, inputs, ...between), groups, cardSpecs)
const body = (...path: (string | number)[]) => pill('event', 'body', path)
const record = (...path: (string | number)[]) => pill('return', 'record', path)
const now = Date.UTC(2026, 0, 2, 3, 4, 5)

describe('the places of a body that an event flow reads', () => {
  test('are those of its pills, with the output of a pill that is the only source', () => {
    const reads = readsOf(
      false,
      { name: body('user', 'name'), age: literal(3), raw: pill('event', 'headers') },
      cardOf('compose', 'hi', {}, { text: text('Hi ', body('user', 'nick'), '!') })
    )
    expect(reads).toEqual([
      { path: ['user', 'nick'], output: null },
      { path: ['user', 'name'], output: { id: 'name', label: 'Name', dataType: one('text') } }
    ])
  })

  test('are relative to the records in Run mode', () => {
    const reads = readsOf(true, { list: body('records'), name: record('name'), age: record('facts', 'age') })
    expect(reads.map(({ path }) => path)).toEqual([
      ['records', 0, 'name'],
      ['records', 0, 'facts', 'age']
    ])
  })

  test('are empty for an empty flow', () => {
    expect(bodyReadsOf({ schemaVersion: 1, strip: [], cards: {} }, [], cardSpecs)).toEqual([])
  })
})

describe('the unread places of a body', () => {
  test('are named by path, once for all items of a list', () => {
    const reads = [{ path: ['user', 'name'] }, { path: ['items', 0, 'id'] }]
    const params = {
      user: { name: 'Jo', email: 'jo@example.com' },
      items: [
        { id: 1, price: 3 },
        { id: 2, price: 4, tags: ['a', 'b'] }
      ],
      empty: {},
      none: null
    }
    expect(unreadPathsOf(params, reads)).toEqual([
      'user.email',
      'items[].price',
      'items[].tags[]',
      'empty',
      'none'
    ])
  })

  test.each([[[]], [['user']], [['user', 0]]])('are empty under %j, which is read as a whole', path => {
    const params = { user: [{ name: 'Jo', address: { city: 'Bonn' } }] }
    expect(unreadPathsOf(params, [{ path }])).toEqual([])
  })

  test.each([null, [], {}])('do not include an object or list that cards read into when it is %j', value => {
    const reads = [{ path: ['user', 'name'] }, { path: ['items', 0, 'id'] }]
    expect(unreadPathsOf({ user: value, items: value, other: value }, reads)).toEqual(['other'])
    expect(unreadPathsOf({ user: 'Jo', items: 'none' }, reads)).toEqual(['user', 'items'])
  })

  test.each([null, 'text', 7, [], {}])('are empty for the body %j', value => {
    expect(unreadPathsOf(value, [])).toEqual([])
  })

  test('are at most a hundred, found quickly, for any body', () => {
    const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`key ${at}`, at]))
    expect(unreadPathsOf(wide, [])).toHaveLength(100)
    expect(
      unreadPathsOf(
        Array.from({ length: 50_000 }, () => ({ a: 1 })),
        []
      )
    ).toEqual(['[].a'])
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(unreadPathsOf(value, []).length).toBeLessThanOrEqual(100)
      })
    )
  })
})

describe('an example of a body', () => {
  test('has a value of the right type for every output', () => {
    const reads = readsOf(false, {
      name: body('user', 'name'),
      age: body('user', 'age'),
      active: body('active'),
      since: body('dates', 1),
      tags: body('tags'),
      raw: body('raw')
    })
    expect(exampleBodyOf(reads, now)).toEqual({
      user: { name: 'Name', age: 1 },
      active: true,
      dates: ['2026-01-02T03:04:05.000Z', '2026-01-02T03:04:05.000Z'],
      tags: ['Tags'],
      raw: {}
    })
  })

  test('has one record in Run mode', () => {
    const reads = readsOf(true, { list: body('records'), name: record('name') })
    expect(exampleBodyOf(reads, now)).toEqual({ records: [{ name: 'Name' }] })
  })

  test('is a list if the body is the list of records', () => {
    expect(exampleBodyOf(readsOf(true, { list: body(), name: record('name') }), now)).toEqual([
      { name: 'Name' }
    ])
  })

  test('is an empty object if no place of it is read', () => {
    expect(exampleBodyOf([], now)).toEqual({})
  })

  test('is read completely by the flow that it was made for', () => {
    const path = fc.array(fc.oneof(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(0, 1)), {
      minLength: 1,
      maxLength: 4
    })
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 6 }), paths => {
        const reads = paths.map(each => ({
          path: each,
          output: { id: 'x', label: 'X', dataType: one('text') }
        }))
        // Of ways that take one place as a list and as an object, only one can be right.
        const key = (each: (string | number)[], at: number) =>
          each
            .slice(0, at)
            .map(part => (typeof part === 'number' ? '#' : part))
            .join('/')
        const kinds = new Map<string, string>()
        for (const each of paths) {
          for (const [at, part] of each.entries()) {
            const kind = kinds.get(key(each, at)) ?? typeof part
            fc.pre(kind === typeof part)
            kinds.set(key(each, at), kind)
          }
        }
        expect(unreadPathsOf(exampleBodyOf(reads, now), reads)).toEqual([])
      })
    )
  })
})
