import { problemsOf, signatureOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { type Binding, type Card, type Json, listOf, literal, one, pill } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { action } from '../action/card.ts'
import { cardSpecs } from '../index.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { webhookEvent } from '../webhook-event/card.ts'
import { returnOutputs } from './card.ts'

const nowhere = catalogWithFlows(cardSpecs, {})
const user = {
  id: 'user',
  name: 'User',
  fields: [field('name', 'Name'), field('age', 'Age', { dataType: one('number') })]
}
const raw = { id: 'raw', name: 'Raw', fields: [field('tags', 'Tags', { dataType: listOf('text') })] }

const event = put(webhookEvent, 'event')
const flowWith = (parts: Partial<Card>) => flowOf(event, put(returnOutputs, 'return', parts))
const problemsWith = (parts: Partial<Card>) => problemsOf(flowWith(parts), cardSpecs, nowhere)
const runOn = (body: Json, parts: Partial<Card>) => runWith(flowWith(parts), { body }, { specs: cardSpecs })

test('an action returns one result, so Run mode is a problem there', () => {
  const parts = { config: { groups: [user], runMode: true }, inputs: { list: literal([]) } }
  const problemsIn = (start: Card) =>
    problemsOf(flowOf(start, put(returnOutputs, 'return', parts)), cardSpecs, nowhere)
  expect(problemsIn(event)).toEqual([])
  expect(problemsIn(put(action, 'start'))).toEqual([
    {
      code: 'return-card',
      card: 'return',
      message:
        '“Return Outputs” returns a list of records, but a flow that starts with “Connector Action” returns one result. Turn Run mode off.'
    }
  ])
})

describe('without Run mode', () => {
  const config = { groups: [user, raw], runMode: false }

  test('every field is an optional input of its group', () => {
    expect(returnOutputs.ports(config, nowhere)?.inputs).toEqual([
      { id: 'name', label: 'Name', type: one('text'), required: false, keepsErrors: true, group: 'User' },
      { id: 'age', label: 'Age', type: one('number'), required: false, keepsErrors: true, group: 'User' },
      { id: 'tags', label: 'Tags', type: listOf('text'), required: false, keepsErrors: true, group: 'Raw' }
    ])
  })

  test('the result is every field in its type, with null for a missing value', async () => {
    const inputs = { age: pill('event', 'body', ['age']), tags: pill('event', 'body', ['tags']) }
    const outcome = await runOn({ age: '41', tags: ['a', 7] }, { config, inputs })
    expect(outcome.result).toEqual({ name: null, age: 41, tags: ['a', '7'] })
  })

  test('[row 101] a delivery that is a list is passed on unchanged', async () => {
    const outcome = await runOn(['a', 'b'], { config, inputs: { tags: pill('event', 'body') } })
    expect(outcome.result).toEqual({ name: null, age: null, tags: ['a', 'b'] })
  })

  test('a single value is never turned into a list silently', async () => {
    const outcome = await runOn({ tags: 'a' }, { config, inputs: { tags: pill('event', 'body', ['tags']) } })
    expect(outcome.result).toMatchObject({ tags: null })
    expect(outcome.steps.at(-1)?.conversionErrors).toEqual([
      { label: 'Tags', found: 'Text', wanted: 'List of Text', place: '', path: ['tags'] }
    ])
  })

  test('a draft without outputs and one without mappings have no problem', () => {
    expect(problemsWith({})).toEqual([])
    expect(problemsWith({ config })).toEqual([])
  })

  test('a mapping to a deleted field is stale', () => {
    expect(problemsWith({ config, inputs: { email: pill('event', 'body') } })).toMatchObject([
      { code: 'input-unknown', card: 'return', field: 'email' }
    ])
  })

  test('the flow declares its groups', () => {
    expect(signatureOf({ id: 'f', name: 'Event', doc: flowWith({ config }) }, cardSpecs)).toMatchObject({
      outputs: [user, raw],
      runMode: false
    })
  })
})

describe('with Run mode', () => {
  const config = { groups: [user], runMode: true }
  const inputs: Record<string, Binding> = {
    list: pill('event', 'body'),
    name: pill('return', 'record', ['name']),
    age: pill('return', 'record', ['age'])
  }

  test('a drawn card has no problem and declares a list of records', () => {
    expect(problemsWith({ config, inputs })).toEqual([])
    const doc = flowWith({ config, inputs })
    expect(signatureOf({ id: 'f', name: 'Event', doc }, cardSpecs)).toMatchObject({
      outputs: [user],
      runMode: true
    })
  })

  test('a list gives one record for each item, in order', async () => {
    const outcome = await runOn([{ name: 'Jo', age: 3 }, { name: 'Kim', more: 1 }, null], { config, inputs })
    expect(outcome.result).toEqual({
      records: [
        { name: 'Jo', age: 3 },
        { name: 'Kim', age: null },
        { name: null, age: null }
      ]
    })
  })

  test('an object counts as a list with one item', async () => {
    const outcome = await runOn({ name: 'Jo' }, { config, inputs })
    expect(outcome.result).toEqual({ records: [{ name: 'Jo', age: null }] })
  })

  test.each([null, []])('%j gives no records', async body => {
    const outcome = await runOn(body, { config, inputs })
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(outcome.result).toEqual({ records: [] })
  })

  test.each([
    ['text', 'Text'],
    [7, 'Number'],
    [true, 'True/False']
  ])('%j is neither a list nor an object, and the sentence says so', async (body, found) => {
    const outcome = await runOn(body, { config, inputs })
    expect(outcome.status).toMatchObject({
      is: 'failed',
      at: ['return'],
      fault: {
        code: 'card.input-type',
        message: `The input “List of records” of the card “Return Outputs” expects a list or an Object but received ${found}. Map another value or convert it first.`
      }
    })
  })

  test('a value that does not fit is marked in its record, and the other records are complete', async () => {
    const outcome = await runOn([{ age: 1 }, { age: 'old' }], { config, inputs })
    expect(outcome.status).toEqual({ is: 'succeeded', unfitOutputs: 1 })
    expect(outcome.result).toMatchObject({ records: [{ age: 1 }, { age: null }] })
    expect(outcome.steps.at(-1)?.conversionErrors).toEqual([
      { label: 'Age', found: 'Text', wanted: 'Number', place: '', path: ['records', 1, 'age'] }
    ])
  })

  test('the fields of a record can use other cards and literals too', async () => {
    const mixed = {
      config,
      inputs: { ...inputs, name: literal('Acme'), age: pill('event', 'body', [0, 'age']) }
    }
    expect(problemsWith(mixed)).toEqual([])
    const outcome = await runOn([{ age: 3 }, { age: 5 }], mixed)
    expect(outcome.result).toEqual({
      records: [
        { name: 'Acme', age: 3 },
        { name: 'Acme', age: 3 }
      ]
    })
  })

  test('the list has to be mapped', () => {
    expect(problemsWith({ config, inputs: { name: pill('return', 'record') } })).toMatchObject([
      { code: 'input-required', card: 'return', field: 'list' }
    ])
  })

  test('the list itself cannot come from a record', () => {
    expect(problemsWith({ config, inputs: { list: pill('return', 'record') } })).toMatchObject([
      { code: 'pill-field', card: 'return', field: 'list' }
    ])
  })

  test('a card without a group is a problem, with a sentence that says what to add', () => {
    const bare = { config: { groups: [], runMode: true }, inputs: { list: pill('event', 'body') } }
    expect(problemsWith(bare)).toMatchObject([
      {
        code: 'card-config',
        message: expect.stringMatching(/^Run mode needs an output group\. Add one/)
      }
    ])
  })

  test('two groups are refused', () => {
    const found = returnOutputs.readConfig({ groups: [user, raw], runMode: true })
    expect(found).toEqual({
      ok: false,
      problems: [
        {
          message: 'Run mode needs exactly one output group. Merge the groups, or turn Run mode off.'
        }
      ]
    })
  })

  test('a field may not have the id of the list', () => {
    const mixed = { groups: [{ ...user, fields: [field('list', 'Names')] }], runMode: true }
    expect(problemsWith({ config: mixed, inputs: { list: pill('event', 'body') } })).toMatchObject([
      { code: 'card-config', field: 'list' }
    ])
  })
})
