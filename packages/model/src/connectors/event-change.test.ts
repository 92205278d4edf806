import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listOf, one } from '../fields/data-type.ts'
import type { Choice, Field, OutputField } from '../fields/field.ts'
import { noAuthentication } from './authentication.ts'
import { changeOfEvent, type EventFacts, type EventUsage } from './event-change.ts'
import { eventChanges } from './impact.ts'

const field = (id: string, parts: Partial<Field> = {}): Field => ({
  id,
  label: id,
  fieldType: 'text-field',
  dataType: one('text'),
  required: false,
  ...parts
})

const outputsOf = (...fields: OutputField[]) => [{ id: 'group', name: 'Group', fields }]

const kind = field('kind', { label: 'Kind', required: true })
const email = field('email', { label: 'Email' })
const size = field('size', { label: 'Size', dataType: one('number') })

const facts = (parts: Partial<EventFacts> = {}): EventFacts => ({
  options: [kind],
  outputs: outputsOf(email, size),
  runMode: false,
  registration: { flow: { cards: 1 }, mapping: { topic: 'kind' } },
  deregistration: null,
  behaviour: { cards: 2 },
  authentication: noAuthentication,
  usesConnection: true,
  ...parts
})

const usage = (parts: Partial<EventUsage> = {}): EventUsage => ({
  chosen: { kind: 'user' },
  outputs: new Set(['email']),
  hasConnection: false,
  ...parts
})

const rows = (...values: string[]): Choice[] => values.map(value => ({ display: value, value }))
const dropdown = (...values: string[]): Field => ({
  ...kind,
  fieldType: 'dropdown',
  choices: { from: 'static', rows: rows(...values) }
})
const apiKey = { id: 'key', label: 'API Key', entry: 'password', required: true } as const

// review: services 1
test('confirming a guessed type is listed, and breaks no flow that uses the output', () => {
  const guessed = facts({ outputs: outputsOf({ ...email, guessed: true }, size) })
  expect(changeOfEvent(guessed, facts(), usage())).toEqual({
    change: 'compatible',
    reasons: ['The type of the output “Email” was confirmed: Text.']
  })
  expect(changeOfEvent(facts(), guessed, usage()).reasons).toEqual([
    'The output “Email” now accepts any value.'
  ])
})

describe('[row 123] the effect of another version of an event on a flow', () => {
  test('is empty for the same version', () => {
    expect(changeOfEvent(facts(), facts(), usage())).toEqual({ change: 'compatible', reasons: [] })
  })

  test.each<[string, EventFacts, string]>([
    [
      'an optional option',
      facts({ options: [kind, field('team', { label: 'Team' })] }),
      'The option “Team” is new and optional.'
    ],
    [
      'a required option with a default',
      facts({ options: [kind, field('team', { label: 'Team', required: true, initial: 'all' })] }),
      'The option “Team” is new and gets its default value.'
    ],
    [
      'another label of an option',
      facts({ options: [{ ...kind, label: 'Topic' }] }),
      'The option “Kind” was renamed to “Topic”.'
    ],
    [
      'an option less',
      facts({ options: [] }),
      'The option “Kind” was removed, together with the value chosen in the flow.'
    ],
    [
      'an output more',
      facts({ outputs: outputsOf(email, size, field('name', { label: 'Name' })) }),
      'The output “Name” is new.'
    ],
    [
      'another label of an output',
      facts({ outputs: outputsOf({ ...email, label: 'Mail' }, size) }),
      'The output “Email” was renamed to “Mail”.'
    ],
    [
      'an output less that is not used',
      facts({ outputs: outputsOf(email) }),
      'The output “Size” was removed; the flow does not use it.'
    ],
    [
      'another type of an output that is not used',
      facts({ outputs: outputsOf(email, { ...size, dataType: one('text') }) }),
      'The output “Size” is now Text instead of Number; the flow does not use it.'
    ],
    [
      'outputs made otherwise',
      facts({ behaviour: { cards: 3 } }),
      'The mapping of the payload to the outputs has changed.'
    ],
    [
      'requests signed in otherwise',
      facts({ authentication: { ...noAuthentication, allowedHosts: ['acme-hr.example'] } }),
      'The authentication of requests has changed.'
    ]
  ])('is compatible for %s', (_, after, reason) => {
    expect(changeOfEvent(facts(), after, usage())).toEqual({ change: 'compatible', reasons: [reason] })
  })

  test.each<[string, EventFacts, string]>([
    [
      'another registration flow',
      facts({ registration: { flow: { cards: 9 }, mapping: { topic: 'kind' } } }),
      'The registration flow has changed.'
    ],
    [
      'another mapping',
      facts({ registration: { flow: { cards: 1 }, mapping: { topic: 'all' } } }),
      'The inputs of the registration flow have changed.'
    ],
    ['no registration flow', facts({ registration: null }), 'The event no longer has a registration flow.'],
    [
      'a deregistration flow',
      facts({ deregistration: { flow: {}, mapping: {} } }),
      'The event now has a deregistration flow.'
    ],
    [
      'another address of the service',
      facts({
        authentication: {
          ...noAuthentication,
          baseUrl: { kind: 'literal', value: 'https://eu.acme-hr.example' }
        }
      }),
      'Requests are now sent to another address of the service.'
    ]
  ])('is to register again for %s', (_, after, reason) => {
    expect(changeOfEvent(facts(), after, usage())).toEqual({ change: 're-register', reasons: [reason] })
  })

  test.each<[string, EventFacts, string]>([
    [
      'an output less that is used',
      facts({ outputs: outputsOf(size) }),
      'The output “Email”, which the flow uses, was removed.'
    ],
    [
      'another type of an output that is used',
      facts({ outputs: outputsOf({ ...email, dataType: one('object') }, size) }),
      'The output “Email”, which the flow uses, is now Object instead of Text.'
    ],
    [
      'a required option without a default',
      facts({ options: [kind, field('team', { label: 'Team', required: true })] }),
      'The option “Team” is new and required, and the flow has no value for it.'
    ],
    ['Run mode', facts({ runMode: true }), 'Run mode is now on, so one delivery contains a list of records.'],
    [
      'fields of a connection where the flow has none',
      facts({ authentication: { ...noAuthentication, fields: [apiKey] } }),
      'The connector now needs a connection, and the flow has none.'
    ]
  ])('is breaking for %s', (_, after, reason) => {
    expect(changeOfEvent(facts(), after, usage())).toEqual({ change: 'breaking', reasons: [reason] })
  })

  test('is breaking if an option without a value becomes required, unless it has a default', () => {
    const before = facts({ options: [{ ...kind, required: false }] })
    const without = usage({ chosen: {} })
    expect(changeOfEvent(before, facts(), without)).toEqual({
      change: 'breaking',
      reasons: ['The option “Kind” is now required, and the flow has no value for it.']
    })
    expect(changeOfEvent(before, facts(), usage())).toEqual({ change: 'compatible', reasons: [] })
    expect(changeOfEvent(before, facts({ options: [{ ...kind, initial: 'user' }] }), without)).toEqual({
      change: 'compatible',
      reasons: ['The option “Kind” is now required and gets its default value.']
    })
  })

  test('is breaking if the chosen value is no longer offered', () => {
    const before = facts({ options: [dropdown('user', 'file')] })
    const after = facts({ options: [dropdown('file')] })
    expect(changeOfEvent(before, after, usage())).toEqual({
      change: 'breaking',
      reasons: ['The option “Kind” no longer offers “user”, which is chosen in the flow.']
    })
    expect(changeOfEvent(before, after, usage({ chosen: { kind: 'file' } })).change).toBe('compatible')
  })

  // review: services 9
  test('is breaking if one of several chosen values is no longer offered', () => {
    const several = (...values: string[]): Field => ({
      ...dropdown(...values),
      fieldType: 'multi-select',
      dataType: listOf('text')
    })
    const before = facts({ options: [several('user', 'file', 'role')] })
    const after = facts({ options: [several('file')] })
    const chosen = (...kinds: string[]) => usage({ chosen: { kind: kinds } })
    expect(changeOfEvent(before, after, chosen('user', 'file', 'role'))).toEqual({
      change: 'breaking',
      reasons: ['The option “Kind” no longer offers “user” and “role”, which is chosen in the flow.']
    })
    expect(changeOfEvent(before, after, chosen('file')).change).toBe('compatible')
    // Nothing chosen of a list is nothing.
    expect(changeOfEvent(facts({ options: [] }), facts({ options: [] }), chosen()).change).toBe('compatible')
  })

  // review: services 9
  test('is breaking if an option changes to a list, or from texts to numbers', () => {
    const one = facts({ options: [dropdown('user', 'file')] })
    const several = facts({
      options: [{ ...dropdown('user', 'file'), fieldType: 'multi-select', dataType: listOf('text') }]
    })
    expect(changeOfEvent(one, several, usage())).toEqual({
      change: 'breaking',
      reasons: [
        'The option “Kind” now accepts List of Text instead of Text, so the value chosen in the flow does not fit.'
      ]
    })
    expect(changeOfEvent(one, several, usage({ chosen: {} })).change).toBe('compatible')
  })

  test('is breaking if its connection needs another value', () => {
    const before = facts({ authentication: { ...noAuthentication, fields: [apiKey] } })
    const region = { ...apiKey, id: 'region', label: 'Region', entry: 'text' } as const
    const after = facts({ authentication: { ...noAuthentication, fields: [apiKey, region] } })
    expect(changeOfEvent(before, after, usage({ hasConnection: true }))).toEqual({
      change: 'breaking',
      reasons: ['The connection now needs a value for “Region”.']
    })
  })

  test('lists each change of the fields of its connection', () => {
    const region = { ...apiKey, id: 'region', label: 'Region', entry: 'text', required: false } as const
    const connecting = (...fields: EventFacts['authentication']['fields']): EventFacts =>
      facts({ authentication: { ...noAuthentication, fields } })
    const used = usage({ hasConnection: true })
    const before = connecting(apiKey, region)
    expect(changeOfEvent(before, connecting(apiKey, { ...region, required: true }), used)).toEqual({
      change: 'breaking',
      reasons: ['“Region” of the connection is now required; connections without it stop working.']
    })
    expect(changeOfEvent(before, connecting(apiKey), used)).toEqual({
      change: 'compatible',
      reasons: ['The connection no longer has the field “Region”.']
    })
    expect(changeOfEvent(before, connecting(apiKey, { ...region, label: 'Area' }), used)).toEqual({
      change: 'compatible',
      reasons: ['“Region” of the connection was renamed to “Area”.']
    })
    const blank = { ...region, id: 'zone', label: 'Zone' }
    expect(changeOfEvent(before, connecting(apiKey, region, blank), used)).toEqual({
      change: 'compatible',
      reasons: ['The connection has a new optional field “Zone”.']
    })
  })

  test('counts each output as used if whole records are read', () => {
    expect(changeOfEvent(facts(), facts({ outputs: outputsOf(email) }), usage({ outputs: 'all' }))).toEqual({
      change: 'breaking',
      reasons: ['The output “Size”, which the flow uses, was removed.']
    })
  })

  test('lists the most severe change first', () => {
    const after = facts({ outputs: outputsOf(size, field('name')), registration: null, runMode: true })
    const { change, reasons } = changeOfEvent(facts(), after, usage())
    expect(change).toBe('breaking')
    expect(reasons).toEqual([
      'The output “Email”, which the flow uses, was removed.',
      'Run mode is now on, so one delivery contains a list of records.',
      'The event no longer has a registration flow.',
      'The output “name” is new.'
    ])
  })
})

describe('the comparison of versions of an event', () => {
  const ids = ['a', 'b', 'c', 'd'] as const
  const anyFields = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom(...ids),
      label: fc.constantFrom('One', 'Two'),
      dataType: fc.constantFrom(one('text'), one('number')),
      required: fc.boolean(),
      initial: fc.constantFrom(undefined, 'set')
    }),
    { selector: ({ id }) => id }
  )
  const fieldsOf = anyFields.map(all =>
    all.map(({ initial, ...rest }) =>
      field(rest.id, { ...rest, ...(initial === undefined ? {} : { initial }) })
    )
  )
  const anyHelper = fc.option(
    fc.record({ flow: fc.constantFrom(1, 2), mapping: fc.constantFrom('x', 'y') }),
    { nil: null }
  )
  const anyFacts: fc.Arbitrary<EventFacts> = fc.record({
    options: fieldsOf,
    outputs: fieldsOf.map(all => outputsOf(...all)),
    runMode: fc.boolean(),
    registration: anyHelper,
    deregistration: anyHelper,
    behaviour: fc.constantFrom(1, 2),
    authentication: fc.constantFrom(noAuthentication, { ...noAuthentication, fields: [apiKey] }),
    usesConnection: fc.boolean()
  })
  const anyUsage: fc.Arbitrary<EventUsage> = fc.record({
    chosen: fc.dictionary(fc.constantFrom(...ids), fc.constantFrom('set', '')),
    outputs: fc.oneof(
      fc.constant('all' as const),
      fc.uniqueArray(fc.constantFrom(...ids)).map(all => new Set<string>(all))
    ),
    hasConnection: fc.boolean()
  })

  test('finds no change in the same event', () => {
    fc.assert(
      fc.property(anyFacts, anyUsage, (event, used) => {
        expect(changeOfEvent(event, structuredClone(event), used)).toEqual({
          change: 'compatible',
          reasons: []
        })
      })
    )
  })

  test('finds optional additions compatible', () => {
    fc.assert(
      fc.property(anyFacts, anyUsage, fieldsOf, fieldsOf, (event, used, options, outputs) => {
        const added = (all: Field[]): Field[] =>
          all.map(each => ({ ...each, id: `new-${each.id}`, required: false }))
        const after = {
          ...event,
          options: [...event.options, ...added(options)],
          outputs: [...event.outputs, { id: 'more', name: 'More', fields: added(outputs) }]
        }
        expect(changeOfEvent(event, after, used).change).toBe('compatible')
      })
    )
  })

  test('finds a used output that is removed breaking', () => {
    fc.assert(
      fc.property(anyFacts, anyUsage, (event, used) => {
        const [first, ...rest] = event.outputs[0]?.fields ?? []
        fc.pre(first !== undefined)
        const after = { ...event, outputs: outputsOf(...rest) }
        const using = { ...used, outputs: new Set([first?.id ?? '']) }
        expect(changeOfEvent(event, after, using).change).toBe('breaking')
      })
    )
  })

  test('describes each difference in one sentence, with the severity of its most severe part', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, anyUsage, (before, after, used) => {
        const { change, reasons } = changeOfEvent(before, after, used)
        for (const reason of reasons) expect(reason).toMatch(/^\p{Lu}.*\.$/u)
        const keys = ['options', 'outputs', 'runMode', 'registration', 'deregistration', 'behaviour'] as const
        // The connection is used by the event, and needed for the authentication: they count together.
        const { authentication, usesConnection } = after
        const changed = [...keys.map(key => ({ [key]: after[key] })), { authentication, usesConnection }]
        const parts = changed.map(each => changeOfEvent(before, { ...before, ...each }, used))
        expect(eventChanges.indexOf(change)).toBe(
          Math.max(...parts.map(part => eventChanges.indexOf(part.change)))
        )
        expect(reasons.toSorted()).toEqual(parts.flatMap(part => part.reasons).toSorted())
      })
    )
  })
})
