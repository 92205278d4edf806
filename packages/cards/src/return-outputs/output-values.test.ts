import { type Binding, coerce, dataKinds, listOf, literal, one, pill, text, valueAt } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { field } from '../testing.ts'
import { outputValues, shownValues } from './output-values.ts'
import { jsonSchemaOf, sampleJsonOf } from './outputs-as-json.ts'
import { outputsDraftOf } from './outputs-draft.ts'

const ends = { start: 'event', card: 'return' }
const fields = [
  field('id', 'ID'),
  field('count', 'Count', { dataType: one('number') }),
  field('tags', 'Tags', { dataType: listOf('text') })
]
const draftWith = (inputs: Record<string, Binding>, runMode = false) =>
  outputsDraftOf({ groups: [{ id: 'user', name: 'User', fields }], runMode }, inputs)
const sample = { body: { id: 7, count: 'many', tags: ['a'], users: [{ id: 1 }, { id: 2 }] }, method: 'POST' }

describe('values for a sample', () => {
  test('are read through the mappings, in the type of each output', () => {
    const draft = draftWith({
      id: text('user ', pill('event', 'body', ['id'])),
      count: literal(3),
      tags: pill('event', 'body', ['tags'])
    })
    expect(outputValues(draft, ends, sample).records.map(shownValues)).toEqual([
      { id: 'user 7', count: 3, tags: ['a'] }
    ])
  })

  test('are empty without a mapping, and say why without a sample value', () => {
    const draft = draftWith({ count: pill('event', 'body', ['count']), tags: pill('compose', 'output') })
    expect(outputValues(draft, ends, sample).records.map(shownValues)).toEqual([
      {
        id: null,
        count: '(Number is required, but the sample has Text)',
        tags: '(comes from another card and is known only in a run)'
      }
    ])
  })

  test('are listed by record in Run mode', () => {
    const mapped = { list: pill('event', 'body', ['users']), id: pill('return', 'record', ['id']) }
    const draft = draftWith(mapped, true)
    expect(outputValues(draft, ends, sample).records.map(shownValues)).toEqual([
      { id: '1', count: null, tags: null },
      { id: '2', count: null, tags: null }
    ])
    expect(
      outputValues(draftWith({ ...mapped, list: pill('event', 'body') }, true), ends, sample).records
    ).toHaveLength(1)
    expect(outputValues(draftWith({ id: mapped.id }, true), ends, sample)).toEqual({ records: [], why: null })
    expect(shownValues(undefined)).toEqual({})
  })
})

describe('a list of records that is unknown or invalid', () => {
  const whyNot = (list: Binding) => outputValues(draftWith({ list }, true), ends, sample)

  test('says why, like a run that fails for it', () => {
    expect(whyNot(pill('event', 'method'))).toEqual({
      records: [],
      why: 'The list of records requires a list or an Object, but the sample has Text.'
    })
    expect(whyNot(pill('event', 'body', ['id'])).why).toBe(
      'The list of records requires a list or an Object, but the sample has Number.'
    )
    expect(whyNot(pill('get', 'users')).why).toBe(
      'The list of records comes from another card and is known only in a run.'
    )
  })

  test('of null has no records', () => {
    expect(whyNot(pill('event', 'body', ['nobody']))).toEqual({ records: [], why: null })
  })
})

describe('the outputs as JSON', () => {
  const all = outputsDraftOf(
    {
      groups: [
        {
          id: 'all',
          name: 'All',
          fields: dataKinds.flatMap(kind => [
            field(kind, kind, { dataType: one(kind) }),
            field(`${kind}s`, `${kind}s`, { dataType: listOf(kind) })
          ])
        }
      ],
      runMode: false
    },
    {}
  )

  test('are examples of every type if there is no sample', () => {
    const json = sampleJsonOf(all, null)
    for (const { label, dataType } of all.groups[0]?.fields ?? [])
      expect(coerce(valueAt(json, ['All', label]), dataType)).toMatchObject({
        ok: true,
        value: expect.anything()
      })
  })

  test('are the values of a sample, as a list in Run mode', () => {
    const draft = draftWith(
      { list: pill('event', 'body', ['users']), id: pill('return', 'record', ['id']) },
      true
    )
    expect(sampleJsonOf(draft, outputValues(draft, ends, sample).records)).toEqual([
      { User: { ID: '1', Count: null, Tags: null } },
      { User: { ID: '2', Count: null, Tags: null } }
    ])
    expect(sampleJsonOf(draftWith({}), [])).toEqual({})
  })

  test('have a schema, by group and label, in which every value can be null', () => {
    expect(jsonSchemaOf(draftWith({}, true))).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'array',
      items: {
        type: 'object',
        properties: {
          User: {
            type: 'object',
            properties: {
              ID: { anyOf: [{ type: 'string' }, { type: 'null' }] },
              Count: { anyOf: [{ type: 'number' }, { type: 'null' }] },
              Tags: { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'null' }] }
            },
            required: ['ID', 'Count', 'Tags']
          }
        },
        required: ['User']
      }
    })
    expect(JSON.stringify(jsonSchemaOf(all))).toContain('"date-time"')
  })
})
