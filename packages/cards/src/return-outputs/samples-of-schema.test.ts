import { listOf, nameOfPath, nameOfType, one } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { batchIn } from './lists-in-samples.ts'
import { jsonSchemaOf } from './outputs-as-json.ts'
import { outputsDraftOf } from './outputs-draft.ts'
import { outputsFromSamples } from './outputs-from-samples.ts'
import { isSchema, samplesOfSchema } from './samples-of-schema.ts'

const outputsOf = (schema: unknown): string[] => {
  const samples = samplesOfSchema(schema)
  return outputsFromSamples(samples, batchIn(samples)).groups.flatMap(group =>
    group.fields.map(({ path, dataType }) => `${nameOfPath(path)} ${nameOfType(dataType)}`)
  )
}

test('each property of a schema becomes an output of its type', () => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      id: { type: 'string', format: 'uuid' },
      at: { type: 'string', format: 'date-time' },
      count: { type: 'integer' },
      isNew: { type: 'boolean' },
      state: { enum: ['open', 'closed'] },
      note: { type: ['string', 'null'] },
      tags: { type: 'array', items: { type: 'string' } },
      person: { $ref: '#/$defs/person' }
    },
    $defs: {
      person: { type: 'object', properties: { name: { type: 'string' }, boss: { $ref: '#/$defs/person' } } }
    }
  }
  expect(isSchema(schema)).toBe(true)
  expect(outputsOf(schema).slice(0, 8)).toEqual([
    'id Text',
    'at Date & Time',
    'count Number',
    'isNew True/False',
    'state Text',
    'note Text',
    'tags List of Text',
    'person.name Text'
  ])
})

test('an unresolved reference gives no output', () => {
  const refs = ['#/%', '#/gone', '#', 'other.json', '#/$defs/a~1b']
  const properties = Object.fromEntries(refs.map((ref, at) => [`p${at}`, { $ref: ref }]))
  const schema = { type: 'object', properties, $defs: { 'a/b': { type: 'integer' } } }
  expect(outputsOf(schema)).toContain('p4 Number')
})

test('a recursive schema is read once at each place', () => {
  const names = Array.from({ length: 12 }, (_, at) => `to${at}`)
  const node = {
    type: 'object',
    properties: {
      name: { type: 'string' },
      ...Object.fromEntries(names.map(name => [name, { $ref: '#/$defs/node' }]))
    }
  }
  const [sample] = samplesOfSchema({ type: 'object', properties: { node }, $defs: { node } })
  expect(sample).toMatchObject({ node: { name: 'text', to0: { name: 'text', to0: null } } })
})

test('alternatives of a schema give the outputs of both', () => {
  const schema = {
    oneOf: [
      {
        type: 'object',
        properties: {
          kind: { const: 'user' },
          user: { type: 'object', properties: { id: { type: 'integer' } } }
        }
      },
      {
        type: 'object',
        properties: {
          kind: { const: 'team' },
          team: { type: 'object', properties: { id: { type: 'string' } } }
        }
      }
    ]
  }
  expect(outputsOf(schema)).toEqual(['kind Text', 'user.id Number', 'team.id Text'])
})

test('combined parts of a schema are merged', () => {
  const schema = {
    allOf: [
      { type: 'object', properties: { id: { type: 'string' } } },
      { type: 'object', properties: { size: { anyOf: [{ type: 'number' }, { type: 'null' }] } } }
    ],
    properties: { day: { type: 'string', format: 'date' } }
  }
  expect(outputsOf(schema).toSorted()).toEqual(['day Text', 'id Text', 'size Number'])
})

test('a list of objects is a list of records', () => {
  const schema = { type: 'array', items: { type: 'object', properties: { id: { type: 'integer' } } } }
  expect(isSchema(schema)).toBe(true)
  expect(outputsOf(schema)).toEqual(['id Number'])
})

test('a schema with a list of objects suggests the same list of records as a sample', () => {
  const record = { type: 'object', properties: { id: { type: 'integer' }, note: { type: 'string' } } }
  const list = { type: 'array', items: record }
  expect(batchIn(samplesOfSchema(list))).toEqual([])
  const events = { type: 'object', properties: { next: { type: 'string' }, events: list } }
  expect(batchIn(samplesOfSchema(events))).toEqual(['events'])
  expect(outputsFromSamples(samplesOfSchema(events), ['events'])).toMatchObject({
    list: ['events'],
    groups: [{ name: 'Event', fields: [{ label: 'ID' }, { label: 'Note' }] }]
  })
})

test('a sample of a body is not mistaken for a schema', () => {
  for (const body of [{ type: 'object', id: 1 }, { type: 'invoice.paid' }, [], 'text', null])
    expect(isSchema(body)).toBe(false)
})

test('any JSON in a schema is read without a fault, and gives at worst no output', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const samples = samplesOfSchema({
        type: 'object',
        properties: { one, other },
        items: one,
        anyOf: other
      })
      expect(outputsFromSamples(samples, null).groups.length).toBeLessThan(30)
    })
  )
})

test('the schema of an event’s outputs gives the same outputs', () => {
  const types = [one('text'), one('number'), one('boolean'), one('date'), listOf('text'), listOf('number')]
  const fields = types.map((dataType, at) => ({
    id: `f${at}`,
    label: `Output ${at}`,
    dataType,
    fieldType: 'text-field' as const,
    required: false
  }))
  const schema = jsonSchemaOf(
    outputsDraftOf({ groups: [{ id: 'g', name: 'User', fields }], runMode: false }, {})
  )
  const [group, ...others] = outputsFromSamples(samplesOfSchema(schema), null).groups
  expect(others).toEqual([])
  expect(group?.name).toBe('User')
  expect(group?.fields.map(({ label, dataType }) => ({ label, dataType }))).toEqual(
    fields.map(({ label, dataType }) => ({ label, dataType }))
  )
})
