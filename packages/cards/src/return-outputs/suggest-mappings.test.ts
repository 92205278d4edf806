import { coerce, type OutputGroup, one, pill, valueAt } from '@hookwright/model'
import { anyJson } from '@hookwright/model/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { field } from '../testing.ts'
import { outputsFromSamples } from './outputs-from-samples.ts'
import { fieldsOfProposal } from './proposed-output.ts'
import { formatMappings, suggestMappings } from './suggest-mappings.ts'

const body = {
  id: 'evt_1',
  created_at: '2026-11-24T14:02:11Z',
  active: 'perhaps',
  user: { id: 'u_1', 'Last-Login': '2026-11-23T00:00:00Z', address: { city: 'Graz' } },
  order: { city: 'Wien', address: { zip: '1' } },
  deep: { zip: '2' }
}
const groupOf = (name: string, ...fields: OutputGroup['fields']): OutputGroup => ({ id: name, name, fields })
const placesFor = (...groups: OutputGroup[]): Record<string, string> =>
  Object.fromEntries(suggestMappings(groups, {}, body).map(({ label, path }) => [label, path.join('.')]))

test('an output matches the key of its label, regardless of case and punctuation', () => {
  expect(
    placesFor(
      groupOf(
        'Any',
        field('a', 'Created At', { dataType: one('date') }),
        field('b', 'last_login'),
        field('c', 'ID')
      )
    )
  ).toEqual({ 'Created At': 'created_at', last_login: 'user.Last-Login', ID: 'id' })
})

test('a key below the name of its group has priority', () => {
  expect(placesFor(groupOf('User', field('a', 'ID')))).toEqual({ ID: 'user.id' })
})

test('the nearest key is chosen, and none if two are equally near', () => {
  expect(placesFor(groupOf('Any', field('a', 'City')))).toEqual({ City: 'order.city' })
  expect(placesFor(groupOf('Any', field('a', 'Zip')))).toEqual({ Zip: 'deep.zip' })
  const twins = { a: { x: 1 }, b: { x: 2 } }
  expect(suggestMappings([groupOf('Any', field('a', 'X'))], {}, twins)).toEqual([])
})

test('an output that is mapped, or that no key fits, gets no suggestion', () => {
  expect(
    placesFor(groupOf('Any', field('a', 'Active', { dataType: one('boolean') }), field('b', 'Nothing')))
  ).toEqual({})
  expect(suggestMappings([groupOf('Any', field('a', 'ID'))], { a: pill('event', 'query') }, body)).toEqual([])
})

test('suggestions are described in words, up to a limit', () => {
  const suggested = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ field: `f${at}`, label: `Field ${at}`, path: ['user', at] }))
  expect(formatMappings(suggested(2), 'Body')).toBe('Field 0 from Body.user[0], Field 1 from Body.user[1]')
  expect(formatMappings(suggested(8), 'Record')).toMatch(
    /^Field 0 from Record\..*Field 5 from .* and 2 more$/
  )
})

test('every suggestion reads a value that fits', () => {
  fc.assert(
    fc.property(anyJson, sample => {
      const groups = outputsFromSamples([sample], null).groups.map((group, index) => ({
        id: `g${index}`,
        name: group.name,
        fields: group.fields.map((each, at) =>
          field(`f${index}-${at}`, each.label, { dataType: each.dataType })
        )
      }))
      const types = new Map(groups.flatMap(group => group.fields).map(each => [each.id, each.dataType]))
      const suggested = suggestMappings(groups, {}, sample)
      expect(suggested.length).toBeLessThanOrEqual(
        fieldsOfProposal(outputsFromSamples([sample], null)).length
      )
      for (const { field: id, path } of suggested) {
        const type = types.get(id)
        expect(type !== undefined && coerce(valueAt(sample, path), type).ok).toBe(true)
      }
    })
  )
})
