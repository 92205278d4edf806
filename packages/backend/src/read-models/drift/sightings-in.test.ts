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

/** Sightings as one reads them: “missing Body.user.id”, “unfit Body.age: Text”. */
const said = ({ kind, seen, ...at }: DriftSighting): string =>
  `${kind} ${nameOfDriftPlace(at)}${seen === null ? '' : `: ${nameOfType(seen)}`}`

const user = [read('ID', 'text', 'user', 'id'), read('Age', 'number', 'user', 'age')]
const look = (body: unknown, reads: BodyRead[] = user, listPath: string[] | null = null) =>
  sightingsIn(body, { reads, listPath }).sightings.map(said)

test('what arrives as it is declared shows nothing', () => {
  expect(look({ user: { id: 'u_1', age: 41 } })).toEqual([])
  // Text that says a number exactly becomes one, and a number becomes Text; what is null is there.
  expect(look({ user: { id: 7, age: '41' } })).toEqual([])
  expect(look({ user: { id: null, age: null } })).toEqual([])
})

test('a mapped place that is not there is missing, and what does not fit says what it is', () => {
  expect(look({ user: { age: 'old' } })).toEqual(['missing Body.user.id', 'unfit Body.user.age: Text'])
  expect(look({})).toEqual(['missing Body.user.id', 'missing Body.user.age'])
  expect(look([{ user: {} }])).toEqual(['missing Body.user.id', 'missing Body.user.age'])
})

// review: services 1
test('an output with a guessed type fits whatever comes, and is missing like every other', () => {
  const guessed = user.map(({ path, output }) => ({
    path,
    output: output && { ...output, guessed: true as const }
  }))
  expect(look({ user: { id: {}, age: 'old' } }, guessed)).toEqual([])
  expect(look({ user: { id: {} } }, guessed)).toEqual(['missing Body.user.age'])
})

test('a list where one value is declared does not fit, nor one value where a list is', () => {
  expect(look({ user: { id: 'u_1', age: [41, 42] } })).toEqual(['unfit Body.user.age: List of Number'])
  expect(look({ tags: 'a' }, [read('Tags', 'texts', 'tags')])).toEqual(['unfit Body.tags: Text'])
})

test('a place that no card takes is new with its type, an object by its fields, a list as one', () => {
  const body = { user: { id: 'u', age: 1, plan: { name: 'Pro', seats: 3 }, tags: ['a'] }, at: null }
  expect(look(body)).toEqual([
    'new Body.user.plan.name: Text',
    'new Body.user.plan.seats: Number',
    'new Body.user.tags: List of Text',
    'new Body.at'
  ])
})

test('what is taken as a whole, or by its items, is not new inside', () => {
  expect(look({ user: { id: 1, new: 2 } }, [read('User', 'object', 'user')])).toEqual([])
  expect(look({ items: [{ id: 1, new: 2 }] }, [read('First', 'text', 'items', 0, 'id')])).toEqual([])
})

test('names that are values are no places', () => {
  expect(look({ byEmail: { 'jo@acme.example': { seen: 1 } }, byId: { '41': true } }, [])).toEqual([
    'new Body.byEmail: Object',
    'new Body.byId: Object'
  ])
})

test('with Run mode each record is looked at, and a place is missing where no record has it', () => {
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

test('a place that a card reads beside an output is told of once, by the output', () => {
  const reads = [{ path: ['user', 'id'], output: null }, ...user]
  expect(look({ user: { age: 1 } }, reads)).toEqual(['missing Body.user.id'])
  expect(look({ user: { age: 1, id: 'u' } }, [{ path: ['nick'], output: null }, ...user])).toEqual([
    'missing Body.nick'
  ])
})

test('whatever arrives is looked at without a throw, and no difference is told of twice', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.option(fc.constant<string[]>(['a'])), (body, listPath) => {
      const reads = [read('A', 'text', 'a'), read('B', 'number', 'a', 0, 'b'), read('C', 'object', 'c')]
      const keys = sightingsIn(body, { reads, listPath }).sightings.map(keyOfDrift)
      expect(new Set(keys).size).toBe(keys.length)
    })
  )
})
