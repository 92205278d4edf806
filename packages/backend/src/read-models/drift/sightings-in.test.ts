import { type DriftSighting, keyOfDrift, listOf, nameOfDriftPlace, nameOfType, one } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BodyRead } from '../../payloads/body-reads.ts'
import { sightingsIn } from './sightings-in.ts'

const read = (label: string, type: string, ...path: (string | number)[]): BodyRead => {
  const kinds = { text: one('text'), number: one('number'), texts: listOf('text'), object: one('object') }
  const dataType = kinds[type as keyof typeof kinds]
  return { path, output: { id: label.toLowerCase(), label, dataType } }
}

/** Formats a sighting as text, such as “missing Body.user.id” or “unfit Body.age: Text”. */
const said = ({ kind, seen, ...at }: DriftSighting): string =>
  `${kind} ${nameOfDriftPlace(at)}${seen === null ? '' : `: ${nameOfType(seen)}`}`

const user = [read('ID', 'text', 'user', 'id'), read('Age', 'number', 'user', 'age')]
const look = (body: unknown, reads: BodyRead[] = user, listPath: string[] | null = null) =>
  sightingsIn(body, { reads, listPath }).sightings.map(said)

test('a delivery that matches its declaration has no drift', () => {
  expect(look({ user: { id: 'u_1', age: 41 } })).toEqual([])
  // Text that says a number exactly becomes one, and a number becomes Text; what is null is there.
  expect(look({ user: { id: 7, age: '41' } })).toEqual([])
  expect(look({ user: { id: null, age: null } })).toEqual([])
})

test('a mapped place without a value is missing, and a value of the wrong type is named with its type', () => {
  expect(look({ user: { age: 'old' } })).toEqual(['missing Body.user.id', 'unfit Body.user.age: Text'])
  expect(look({})).toEqual(['missing Body.user.id', 'missing Body.user.age'])
  expect(look([{ user: {} }])).toEqual(['missing Body.user.id', 'missing Body.user.age'])
})

// review: services 1
test('an output with a guessed type accepts any value, and can be missing', () => {
  const guessed = user.map(({ path, output }) => ({
    path,
    output: output && { ...output, guessed: true as const }
  }))
  expect(look({ user: { id: {}, age: 'old' } }, guessed)).toEqual([])
  expect(look({ user: { id: {} } }, guessed)).toEqual(['missing Body.user.age'])
})

test('a list for a single value does not fit, nor a single value for a list', () => {
  expect(look({ user: { id: 'u_1', age: [41, 42] } })).toEqual(['unfit Body.user.age: List of Number'])
  expect(look({ tags: 'a' }, [read('Tags', 'texts', 'tags')])).toEqual(['unfit Body.tags: Text'])
})

test('a place that no card reads is new with its type, an object by its fields, a list as one', () => {
  const body = { user: { id: 'u', age: 1, plan: { name: 'Pro', seats: 3 }, tags: ['a'] }, at: null }
  expect(look(body)).toEqual([
    'new Body.user.plan.name: Text',
    'new Body.user.plan.seats: Number',
    'new Body.user.tags: List of Text',
    'new Body.at'
  ])
})

test('parts of a value that is read as a whole, or by its items, are not new', () => {
  expect(look({ user: { id: 1, new: 2 } }, [read('User', 'object', 'user')])).toEqual([])
  expect(look({ items: [{ id: 1, new: 2 }] }, [read('First', 'text', 'items', 0, 'id')])).toEqual([])
})

test('object keys that are values are not places', () => {
  expect(look({ byEmail: { 'jo@acme.example': { seen: 1 } }, byId: { '41': true } }, [])).toEqual([
    'new Body.byEmail: Object',
    'new Body.byId: Object'
  ])
})

test('each record is checked in Run mode, and a place is missing if no record has it', () => {
  const reads = [read('Name', 'text', 'people', 0, 'name'), read('Age', 'number', 'people', 0, 'age')]
  const here = (body: unknown) => look(body, reads, ['people'])
  expect(here({ people: [{ name: 'Jo', age: 1 }, { name: 'Kim' }] })).toEqual([])
  expect(here({ people: [{ name: 'Jo', vip: true }, { name: 'Kim' }], next: 'x' })).toEqual([
    'missing Record.age',
    'new Body.next: Text',
    'new Record.vip: True/False'
  ])
  expect(here({ people: [] })).toEqual([])
  expect(here({ people: 'none' })).toEqual(['unfit Body.people: Text'])
  expect(here({})).toEqual(['missing Body.people'])
  expect(here({ people: { name: 'Jo', age: 'x' } })).toEqual(['unfit Record.age: Text'])
})

test('a place that both a card and an output read is reported once, for the output', () => {
  const reads = [{ path: ['user', 'id'], output: null }, ...user]
  expect(look({ user: { age: 1 } }, reads)).toEqual(['missing Body.user.id'])
  expect(look({ user: { age: 1, id: 'u' } }, [{ path: ['nick'], output: null }, ...user])).toEqual([
    'missing Body.nick'
  ])
})

test('any delivery is checked without a throw, and each difference is reported once', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.option(fc.constant<string[]>(['a'])), (body, listPath) => {
      const reads = [read('A', 'text', 'a'), read('B', 'number', 'a', 0, 'b'), read('C', 'object', 'c')]
      const keys = sightingsIn(body, { reads, listPath }).sightings.map(keyOfDrift)
      expect(new Set(keys).size).toBe(keys.length)
    })
  )
})
