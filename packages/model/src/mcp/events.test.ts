import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Field } from '../fields/field.ts'
import { Fault } from '../kernel/fault.ts'
import { DAY, HOUR, SECOND } from '../kernel/millis.ts'
import { canonicalJson } from './canonical-json.ts'
import { eventErrorCodesFor, eventErrorOfFault } from './event-errors.ts'
import { comparePositions, cursorOf, type EventPosition, positionOf } from './event-position.ts'
import {
  argumentNamesOf,
  eventInputSchemaOf,
  payloadSchemaOf,
  readEventArguments,
  snakeCaseOf
} from './event-schema.ts'
import { grantedTtl, isWebhookSecret } from './events.ts'

const position: fc.Arbitrary<EventPosition> = fc.record({
  delivery: fc.nat({ max: 2 ** 40 }),
  record: fc.option(fc.nat({ max: 9_999 })),
  at: fc.nat({ max: 2 ** 42 })
})

test('a cursor returns its position, and other texts are not cursors', () => {
  fc.assert(
    fc.property(position, each => {
      expect(positionOf(cursorOf(each))).toEqual(each)
    })
  )
  fc.assert(fc.property(fc.string(), text => positionOf(text) === null || text.startsWith('1.')))
  for (const text of ['', '1.1.1', '2.1.a.1', '1.Z.a.1', '1.1.b.1', '1.1.a.1 '])
    expect(positionOf(text)).toBeNull()
})

test('positions are ordered, with a delivery after its records', () => {
  fc.assert(
    fc.property(position, position, position, (one, two, three) => {
      expect(Math.sign(comparePositions(one, two))).toBe(-Math.sign(comparePositions(two, one)) + 0)
      const [first, second, third] = [one, two, three].toSorted(comparePositions)
      if (first && second && third) expect(comparePositions(first, third)).toBeLessThanOrEqual(0)
    })
  )
  expect(comparePositions({ delivery: 1, record: 5 }, { delivery: 1, record: null })).toBeLessThan(0)
})

test('equal values have equal texts, whatever the order of their keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), value => {
      const turned = Object.fromEntries(Object.entries(value).toReversed())
      expect(canonicalJson(turned)).toBe(canonicalJson(value))
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    })
  )
})

test('a granted lifetime is at most the suggested one and a week, with a minimum', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e15, noNaN: true }), suggested => {
      const granted = grantedTtl(suggested)
      expect(granted).toBeLessThanOrEqual(Math.max(suggested, 5 * SECOND))
      expect(granted).toBeLessThanOrEqual(7 * DAY)
    })
  )
  expect([grantedTtl(undefined), grantedTtl(null), grantedTtl(365 * DAY)]).toEqual([HOUR, 7 * DAY, 7 * DAY])
})

test('a secret has 24 to 64 bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), bytes => {
      const text = `whsec_${Buffer.from(bytes).toString('base64')}`
      expect(isWebhookSecret(text)).toBe(bytes.length >= 24 && bytes.length <= 64)
    })
  )
  for (const text of ['', 'whsec_', 'secret', `whsec_${'a'.repeat(33)}`])
    expect(isWebhookSecret(text)).toBe(false)
})

const field = (over: Partial<Field> = {}): Field => ({
  id: 'f1',
  label: 'Repository',
  fieldType: 'text-field',
  dataType: { kind: 'text', list: false },
  required: true,
  ...over
})

test('names of arguments are made of labels, and are unique', () => {
  const fields = [field(), field({ id: 'f2', label: 'repository' }), field({ id: 'f3', label: '名前' })]
  expect([...argumentNamesOf(fields).values()]).toEqual(['repository__f1', 'repository__f2', 'field__f3'])
  expect(argumentNamesOf([field({ label: 'Connection' })], ['connection']).get('f1')).toBe('connection__f1')
  expect(snakeCaseOf('  Größe (µm) ')).toBe('gro_e_m')
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,6}$/), { maxLength: 8 }), ids => {
      const labelled = ids.map(id => field({ id, label: `Field ${id.length}` }))
      expect(new Set(argumentNamesOf(labelled).values()).size).toBe(ids.length)
    })
  )
})

test('arguments fit the schema of the options or are refused with a sentence', () => {
  const fields = [
    field(),
    field({
      id: 'f2',
      label: 'State',
      fieldType: 'dropdown',
      required: false,
      choices: { from: 'static', rows: [{ display: 'Open', value: 'open' }] }
    }),
    field({ id: 'f3', label: 'Limit', required: false, dataType: { kind: 'number', list: false } })
  ]
  const names = argumentNamesOf(fields)
  const read = (given: unknown) => readEventArguments(fields, names, given)
  expect(eventInputSchemaOf(fields, { names })).toMatchObject({
    properties: { state: { oneOf: [{ const: 'open', title: 'Open' }] }, limit: { type: 'number' } },
    required: ['repository']
  })
  expect(read({ repository: 'a/b', state: 'open', limit: 3 })).toEqual({
    ok: true,
    values: { f1: 'a/b', f2: 'open', f3: 3 }
  })
  for (const given of [
    {},
    { repository: 1 },
    { repository: 'a', state: 'shut' },
    { repository: 'a', limit: '3' },
    { repository: 'a', other: 1 },
    { repository: 'a', constructor: 1 },
    [],
    null
  ]) {
    expect(read(given)).toMatchObject({ ok: false, what: expect.stringMatching(/\.$/) })
  }
  fc.assert(fc.property(fc.anything(), given => read(given).ok !== undefined))
})

test('every output of a payload can be null, and a guessed one can be any value', () => {
  const groups = [
    {
      id: 'g',
      name: 'Issue',
      fields: [
        { ...field(), label: 'Title' },
        { ...field(), id: 'f2', guessed: true as const }
      ]
    }
  ]
  expect(payloadSchemaOf(groups)).toMatchObject({
    properties: {
      title: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      repository: { title: 'Repository' }
    }
  })
})

test('errors have the numbers of the protocol', () => {
  const unknown = (codes: string) => new Fault('agent-events.unknown-event', { name: 'a', codes })
  expect(eventErrorOfFault(unknown('sep'))).toEqual({
    code: -32023,
    message: 'NotFound',
    data: { kind: 'event' }
  })
  expect(eventErrorOfFault(unknown('sketch'))?.code).toBe(-32011)
  expect(eventErrorOfFault(new Fault('agent-events.callback', { reason: 'timeout' }))).toEqual({
    code: -32027,
    message: 'CallbackEndpointError',
    data: { reason: 'timeout' }
  })
  expect(eventErrorOfFault(new Fault('flow.gone'))).toBeNull()
  expect(['openai-mcp', 'ChatGPT', 'Claude'].map(eventErrorCodesFor)).toEqual(['sketch', 'sketch', 'sep'])
})
