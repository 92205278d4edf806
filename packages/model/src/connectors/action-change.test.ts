import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listOf, one } from '../fields/data-type.ts'
import type { Field, InputGroup } from '../fields/field.ts'
import { type ActionFacts, type ActionUsage, changeOfAction } from './action-change.ts'
import { noAuthentication } from './authentication.ts'

const field = (id: string, label: string, parts: Partial<Field> = {}): Field => ({
  id,
  label,
  fieldType: 'text-field',
  dataType: one('text'),
  required: false,
  ...parts
})

const place = field('place', 'Place', { required: true })
const title = field('title', 'Title', { required: true })
const due = field('due', 'Due')
const key = field('key', 'Key')
const link = field('link', 'Link')

const content = (fields: Field[], parts: Partial<InputGroup> = {}): InputGroup[] => [
  { id: 'content', name: 'Content', fields, ...parts }
]
const outputs = (...fields: Field[]) => [{ id: 'created', name: 'Created', fields }]

const facts = (parts: Partial<ActionFacts> = {}): ActionFacts => ({
  options: [place],
  groups: content([title, due]),
  selectable: false,
  outputs: outputs(key, link),
  behaviour: { cards: 1 },
  authentication: noAuthentication,
  ...parts
})

const usage = (parts: Partial<ActionUsage> = {}): ActionUsage => ({
  chosen: { place: 'board' },
  mapped: new Set(['title']),
  addedTo: new Set(),
  loaded: { inputs: new Set(), outputs: new Set() },
  outputs: new Set(['key']),
  hasConnection: false,
  ...parts
})

const custom = { flowId: 'fields', inputs: { place: { option: 'place' } } }

const requests = {
  ...noAuthentication,
  baseUrl: { kind: 'literal', value: 'https://eu.tracker.example' }
} as const

describe('a card that moves to another version of its action', () => {
  test.each<[string, ActionFacts, string]>([
    [
      'an optional input',
      facts({ groups: content([title, due, field('team', 'Team')]) }),
      'The input “Team” is new and optional.'
    ],
    [
      'a required input with a default',
      facts({ groups: content([title, due, field('team', 'Team', { required: true, initial: 'all' })]) }),
      'The input “Team” is new and gets its default value.'
    ],
    [
      'another label of an input',
      facts({ groups: content([{ ...title, label: 'Subject' }, due]) }),
      'The input “Title” was renamed to “Subject”.'
    ],
    [
      'an input less that has no value',
      facts({ groups: content([title]) }),
      'The input “Due” was removed; the flow has no value for it.'
    ],
    [
      'another type of an input that has no value',
      facts({ groups: content([title, { ...due, dataType: one('number'), label: 'Days' }]) }),
      'The input “Due” was renamed to “Days”.'
    ],
    [
      'an option less',
      facts({ options: [] }),
      'The option “Place” was removed, together with the value chosen in the flow.'
    ],
    [
      'another name of a group',
      facts({ groups: content([title, due], { name: 'Issue' }) }),
      'The group “Content” was renamed to “Issue”.'
    ],
    [
      'a group that accepts added fields',
      facts({ groups: content([title, due], { extensible: true }) }),
      'The group “Content” now accepts added fields.'
    ],
    [
      'an output less that no card reads',
      facts({ outputs: outputs(key) }),
      'The output “Link” was removed; the flow does not use it.'
    ],
    [
      'outputs that can be selected',
      facts({ selectable: true }),
      'Users can now choose which outputs the action returns.'
    ],
    ['other cards', facts({ behaviour: { cards: 2 } }), 'The cards of the action have changed.'],
    [
      'another address, since nothing is registered there',
      facts({ authentication: requests }),
      'Requests are now sent to another address of the service.'
    ]
  ])('is compatible with %s', (_, after, reason) => {
    expect(changeOfAction(facts(), after, usage())).toEqual({ change: 'compatible', reasons: [reason] })
  })

  test.each<[string, ActionFacts, string]>([
    [
      'a required input without a value',
      facts({ groups: content([title, due, field('team', 'Team', { required: true })]) }),
      'The input “Team” is new and required, and the flow has no value for it.'
    ],
    [
      'an input that is required from now on',
      facts({ groups: content([title, { ...due, required: true }]) }),
      'The input “Due” is now required, and the flow has no value for it.'
    ],
    [
      'an input less that is mapped, since its value would be lost at each run',
      facts({ groups: content([due]) }),
      'The input “Title” was removed, but the flow maps a value to it.'
    ],
    [
      'another type of an input that is mapped',
      facts({ groups: content([{ ...title, dataType: listOf('text') }, due]) }),
      'The input “Title” now accepts List of Text instead of Text, so the value mapped in the flow does not fit.'
    ],
    [
      'another type of an option that has a value',
      facts({ options: [{ ...place, dataType: one('number') }] }),
      'The option “Place” now accepts Number instead of Text, so the value chosen in the flow does not fit.'
    ],
    [
      'an output less that a card reads',
      facts({ outputs: outputs(link) }),
      'The output “Key”, which the flow uses, was removed.'
    ],
    [
      'fields of a connection where the card has none',
      facts({
        authentication: {
          ...noAuthentication,
          fields: [{ id: 'key', label: 'API Key', entry: 'password', required: true }]
        }
      }),
      'The connector now needs a connection, and the flow has none.'
    ]
  ])('breaks with %s', (_, after, reason) => {
    expect(changeOfAction(facts(), after, usage())).toEqual({ change: 'breaking', reasons: [reason] })
  })

  test('keeps an input that moved to another group', () => {
    const after = facts({ groups: [...content([title]), { id: 'dates', name: 'Dates', fields: [due] }] })
    expect(changeOfAction(facts(), after, usage())).toEqual({ change: 'compatible', reasons: [] })
  })

  test('breaks if the group of the user’s fields was removed', () => {
    const before = facts({ groups: content([title, due], { extensible: true }) })
    expect(changeOfAction(before, facts(), usage({ addedTo: new Set(['content']) }))).toEqual({
      change: 'breaking',
      reasons: ['The group “Content”, to which the flow adds fields, no longer accepts them.']
    })
    expect(changeOfAction(before, facts(), usage()).change).toBe('compatible')
  })
})

describe('dynamic groups', () => {
  const dynamic: InputGroup = { id: 'custom', name: 'Custom', fields: [], dynamic: custom }
  const both = facts({
    groups: [...content([title, due]), dynamic],
    outputs: [...outputs(key, link), dynamic]
  })
  const bound = (role: 'inputs' | 'outputs') => {
    const loaded = { inputs: new Set<string>(), outputs: new Set<string>(), [role]: new Set(['custom']) }
    return usage({ loaded })
  }

  test('can be added, and can change their source', () => {
    const isNew = 'The dynamic group “Custom” is new; the flow has no fields of it yet.'
    expect(changeOfAction(facts(), both, usage())).toEqual({ change: 'compatible', reasons: [isNew, isNew] })
    const other = { ...dynamic, dynamic: { ...custom, flowId: 'other' } }
    expect(
      changeOfAction(both, { ...both, groups: [...content([title, due]), other] }, bound('inputs'))
    ).toEqual({
      change: 'compatible',
      reasons: ['The fields of the group “Custom” have another source; the flow keeps its fields.']
    })
  })

  test('break a flow that uses their fields if they are removed', () => {
    const gone = 'The dynamic group “Custom”, whose fields the flow uses, was removed.'
    expect(changeOfAction(both, { ...both, groups: content([title, due]) }, bound('inputs'))).toEqual({
      change: 'breaking',
      reasons: [gone]
    })
    expect(changeOfAction(both, { ...both, outputs: outputs(key, link) }, bound('outputs')).reasons).toEqual([
      gone
    ])
    expect(changeOfAction(both, facts(), usage()).change).toBe('compatible')
  })
})

describe('the comparison of versions of an action', () => {
  const ids = ['a', 'b', 'c'] as const
  const fields = fc
    .uniqueArray(
      fc.record({
        id: fc.constantFrom(...ids),
        label: fc.constantFrom('One', 'Two'),
        dataType: fc.constantFrom(one('text'), one('number')),
        required: fc.boolean()
      }),
      { selector: ({ id }) => id }
    )
    .map(all => all.map(({ id, label, ...rest }) => field(id, label, rest)))
  const someIds = fc.uniqueArray(fc.constantFrom(...ids)).map(all => new Set<string>(all))
  const anyFacts: fc.Arbitrary<ActionFacts> = fc.record({
    options: fields.map(all => all.map(each => ({ ...each, id: `option-${each.id}` }))),
    groups: fc.record({ fields, isExtensible: fc.boolean(), isDynamic: fc.boolean() }).map(group =>
      content(group.fields, {
        ...(group.isExtensible && { extensible: true as const }),
        ...(group.isDynamic && { dynamic: custom })
      })
    ),
    selectable: fc.boolean(),
    outputs: fields.map(all => outputs(...all)),
    behaviour: fc.constantFrom(1, 2),
    authentication: fc.constantFrom(noAuthentication, requests)
  })
  const anyGroups = fc.constantFrom(new Set<string>(), new Set(['content', 'created']))
  const anyUsage: fc.Arbitrary<ActionUsage> = fc.record({
    chosen: fc.dictionary(fc.constantFrom(...ids, 'option-a'), fc.constantFrom('set', '')),
    mapped: someIds,
    addedTo: fc.constantFrom(new Set<string>(), new Set(['content'])),
    loaded: fc.record({ inputs: anyGroups, outputs: anyGroups }),
    outputs: someIds,
    hasConnection: fc.boolean()
  })

  test('finds the same action compatible, without reasons', () => {
    fc.assert(
      fc.property(anyFacts, anyUsage, (action, used) => {
        expect(changeOfAction(action, structuredClone(action), used)).toEqual({
          change: 'compatible',
          reasons: []
        })
      })
    )
  })

  test('finds only required fields breaking for a card without values and readers', () => {
    const unused = usage({ chosen: {}, mapped: new Set(), outputs: new Set(), addedTo: new Set() })
    fc.assert(
      fc.property(anyFacts, anyFacts, (before, after) => {
        const { change, reasons } = changeOfAction(before, after, unused)
        const required = reasons.filter(reason => reason.includes('required, and the flow has no value'))
        expect(change).toBe(required.length > 0 ? 'breaking' : 'compatible')
      })
    )
  })
})
