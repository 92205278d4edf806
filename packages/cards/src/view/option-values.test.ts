import { type Field, type FieldId, type Json, literal, pill } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { field } from '../testing.ts'
import { choiceRequestOf, chooseOption, helperOf, mappedOf, sourcesOf, valuesOf } from './option-values.ts'

const dropdown = (id: FieldId, from: FieldId[], parts: Partial<Field> = {}): Field =>
  field(id, id, {
    fieldType: 'dropdown',
    choices: {
      from: 'flow',
      flowId: 'list',
      inputs: Object.fromEntries(from.map(source => [source, { option: source }]))
    },
    ...parts
  })

const region = field('region', 'Region')
const site = dropdown('site', ['region'])
const team = dropdown('team', ['site'])
const note = field('note', 'Note', { required: false })
const options = [region, site, team, note]
const chosen = { region: 'north', site: 's1', team: 't1', note: 'hello' }

describe('choosing an option', () => {
  test('clears directly and indirectly dependent values, and keeps the rest', () => {
    expect(chooseOption(options, chosen, 'region', 'south')).toEqual({ region: 'south', note: 'hello' })
    expect(chooseOption(options, chosen, 'site', 's2')).toEqual({
      region: 'north',
      site: 's2',
      note: 'hello'
    })
  })

  test('to its current value changes nothing', () => {
    expect(chooseOption(options, chosen, 'region', 'north')).toBe(chosen)
  })

  test('to no value empties it', () => {
    expect(chooseOption(options, chosen, 'note', null)).toEqual({ region: 'north', site: 's1', team: 't1' })
  })

  test('ends even with circular dependencies, and always keeps the chosen value', () => {
    const ids = ['a', 'b', 'c', 'd']
    const some = fc.subarray(ids)
    fc.assert(
      fc.property(
        fc.tuple(some, some, some, some),
        fc.constantFrom(...ids),
        fc.string(),
        (from, id, value) => {
          const all = ids.map((each, index) => dropdown(each, from[index] ?? []))
          const before = Object.fromEntries(ids.map((each): [string, Json] => [each, 'old']))
          expect(chooseOption(all, before, id, value)[id]).toBe(value)
        }
      )
    )
  })
})

test('starts with the defaults on a new card', () => {
  const kind = field('kind', 'Kind', { initial: 'user' })
  expect(valuesOf([kind, note], {})).toEqual({ kind: 'user' })
})

test('uses the chosen value, or else the current default', () => {
  const kind = field('kind', 'Kind', { initial: 'user' })
  expect(valuesOf([kind, note], { note: 'hello' })).toEqual({ kind: 'user', note: 'hello' })
  expect(valuesOf([{ ...kind, initial: 'file' }, note], { note: 'hello' })).toEqual({
    kind: 'file',
    note: 'hello'
  })
  expect(valuesOf([kind, note], { kind: null, note: null })).toEqual({})
  expect(valuesOf([kind], { kind: 'file', note: 'of an option that is gone' })).toEqual({ kind: 'file' })
})

describe('a dropdown with a helper flow', () => {
  const asked = (option: Field, values: Record<FieldId, Json>) => {
    const helper = helperOf(option)
    if (helper === null) throw new Error('This is no dropdown with a helper flow.')
    return choiceRequestOf(option, helper, [...options, option], values)
  }

  test('loads its values with the chosen options', () => {
    expect(sourcesOf(site)).toEqual(['region'])
    expect(asked(site, { region: 'north', note: 'x' })).toEqual({
      ready: true,
      ask: { optionId: 'site', flowId: 'list', inputs: { region: 'north' }, chosen: { region: 'north' } }
    })
  })

  test('waits for a required option that it depends on', () => {
    expect(asked(site, {})).toEqual({
      ready: false,
      why: 'Choose “Region” first; these values depend on it.'
    })
  })

  test('does not wait for an optional option', () => {
    expect(asked(dropdown('about', ['note']), {})).toMatchObject({
      ready: true,
      ask: { inputs: { note: null } }
    })
  })

  test('is not loaded if its values are entered', () => {
    expect(helperOf(region)).toBe(null)
  })
})

test('is never loaded if it depends on a mapped option, and a sentence says why', () => {
  const helper = helperOf(site)
  if (helper === null) throw new Error('The option has a helper flow.')
  expect(choiceRequestOf(site, helper, options, {}, ['region'])).toEqual({
    ready: false,
    why: '“Region” is mapped, so these values are known only when the flow runs. Type a value, or map one.'
  })
  expect(mappedOf({ inputs: { region: pill('event', 'region'), site: literal('s1') } })).toEqual(['region'])
})
