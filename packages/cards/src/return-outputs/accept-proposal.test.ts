import { type Binding, listOf, literal, one, pill } from '@hookwright/model'
import { anyJson } from '@hookwright/model/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { field } from '../testing.ts'
import { acceptProposal } from './accept-proposal.ts'
import { listsIn } from './lists-in-samples.ts'
import { fieldsOf, type OutputsDraft, outputsDraftOf, validateOutputs } from './outputs-draft.ts'
import { markGuesses, outputsFromSamples, type Proposal } from './outputs-from-samples.ts'
import {
  fieldsOfProposal,
  isDead,
  keyOfProposed,
  nameOfFed,
  proposalStateOf,
  readyFor
} from './proposed-output.ts'

const ends = { start: 'event', card: 'return' }
const counted = (): (() => string) => {
  let count = 0
  return () => {
    count += 1
    return `new${count}`
  }
}
const accept = (
  draft: OutputsDraft,
  proposal: Proposal,
  keep: (label: string) => boolean = () => true,
  newId = counted()
) => {
  const chosen = fieldsOfProposal(proposal).filter(each => keep(each.label))
  return acceptProposal(draft, {
    proposal,
    chosen: new Set(chosen.map(each => keyOfProposed(each.path))),
    ends,
    newId
  })
}
const shown = (draft: OutputsDraft): string[] =>
  draft.groups.map(group => `${group.name}: ${group.fields.map(each => each.label).join(', ')}`)

const standings = (draft: OutputsDraft, proposal: Proposal) =>
  proposal.groups.flatMap(group =>
    group.fields.map(each => proposalStateOf(draft, proposal, group, each, ends))
  )

const empty = outputsDraftOf({ groups: [], runMode: false }, {})
const body = { type: 'created', user: { id: 7, email: 'jo@example.com' } }

test('the outputs of an action are mapped to the response in the sample', () => {
  const proposal = outputsFromSamples([body], null)
  const chosen = new Set(fieldsOfProposal(proposal).map(each => keyOfProposed(each.path)))
  const response = { start: 'ask', card: 'return', root: { field: 'json', label: 'JSON' }, single: true }
  const draft = acceptProposal(empty, { proposal, chosen, ends: response, newId: counted() })
  const [first] = fieldsOf(draft)
  expect(draft.inputs[first?.id ?? '']).toEqual(pill('ask', 'json', ['type']))
  expect(nameOfFed(pill('ask', 'json', ['type']), response)).toBe('JSON.type')
})

describe('a proposal', () => {
  test('that is accepted as a whole adds its groups, with each output mapped to its place in the body', () => {
    const draft = accept(empty, outputsFromSamples([body], null))
    expect(shown(draft)).toEqual(['Event: Type', 'User: ID, Email'])
    expect(Object.values(draft.inputs)).toEqual([
      pill('event', 'body', ['type']),
      pill('event', 'body', ['user', 'id']),
      pill('event', 'body', ['user', 'email'])
    ])
  })

  // review: services 1
  test('marks an uncertain type as a guess, which a later certain one confirms', () => {
    const guess = (bodies: unknown[]): Proposal => markGuesses(outputsFromSamples(bodies, null), bodies)
    const first = accept(empty, guess([{ id: null, name: 'Jo' }]))
    expect(fieldsOf(first).map(({ guessed }) => guessed)).toEqual([true, true])
    const second = accept(
      first,
      guess([
        { id: 7, name: 'Jo' },
        { id: 8, name: 'Kim' }
      ])
    )
    expect(fieldsOf(second).map(({ label, dataType, guessed }) => [label, dataType, guessed])).toEqual([
      ['ID', one('number'), undefined],
      ['Name', one('text'), undefined]
    ])
  })

  test('corrects a guess from an empty list, and keeps better guesses', () => {
    const guess = (bodies: unknown[]): Proposal => markGuesses(outputsFromSamples(bodies, null), bodies)
    const types = (draft: OutputsDraft) => fieldsOf(draft).map(({ dataType, guessed }) => [dataType, guessed])
    const first = accept(empty, guess([{ changes: [], size: 2 }]))
    expect(types(first)).toEqual([
      [listOf('text'), true],
      [one('number'), true]
    ])
    const second = accept(first, guess([{ changes: [{ new: 'x' }], size: null }]))
    expect(types(second)).toEqual([
      [listOf('object'), true],
      [one('number'), true]
    ])
  })

  test('can be accepted in part, and a group without accepted outputs is not added', () => {
    expect(shown(accept(empty, outputsFromSamples([body], null), label => label === 'Email'))).toEqual([
      'User: Email'
    ])
    expect(accept(empty, outputsFromSamples([body], null), () => false)).toBe(empty)
  })

  test('names outputs that return the same place under another label', () => {
    const inputs: Record<string, Binding> = { mail: pill('event', 'body', ['user', 'email']) }
    const group = { id: 'who', name: 'Who', fields: [field('mail', 'Address'), field('id', 'Number')] }
    const there = outputsDraftOf({ groups: [group], runMode: false }, inputs)
    const proposal = outputsFromSamples([body], null)
    expect(standings(there, proposal)).toEqual([
      { is: 'new' },
      { is: 'new' },
      { is: 'returned', label: 'Address' }
    ])
  })

  test('maps an unmapped output of another group if its label matches one output only', () => {
    const group = { id: 'person', name: 'Person', fields: [field('mail', 'E-mail'), field('id', 'ID')] }
    const there = outputsDraftOf({ groups: [group], runMode: false }, {})
    const proposal = outputsFromSamples([body], null)
    expect(shown(accept(there, proposal))).toEqual(['Person: E-mail, ID', 'Event: Type'])
    expect(accept(there, proposal).inputs).toMatchObject({ mail: pill('event', 'body', ['user', 'email']) })
    const twice = outputsFromSamples([{ ...body, id: 1 }], null)
    expect(standings(there, twice).map(({ is }) => is)).toEqual(['new', 'new', 'new', 'unmapped'])
  })

  test('adds to groups of the same name, maps existing outputs, and keeps unticked ones', () => {
    const inputs: Record<string, Binding> = { mail: pill('event', 'query', ['mail']) }
    const fields = [field('id', 'Id', { dataType: one('text') }), field('mail', 'EMail')]
    const there = outputsDraftOf({ groups: [{ id: 'user', name: 'USER', fields }], runMode: false }, inputs)
    const proposal = outputsFromSamples([body], null)
    const draft = accept(there, proposal, label => label !== 'Email')
    expect(shown(draft)).toEqual(['USER: Id, EMail', 'Event: Type'])
    expect(accept(there, proposal).inputs.mail).toEqual(pill('event', 'body', ['user', 'email']))
    expect(draft.inputs).toMatchObject({ mail: inputs.mail, id: pill('event', 'body', ['user', 'id']) })
    expect(fieldsOf(draft)[0]?.dataType).toEqual(one('text'))
  })

  test('for records switches Run mode on, and maps the list and each output of a record', () => {
    const list = { events: [{ id: 1, at: '2026-11-24T14:02:11Z' }] }
    const draft = accept(empty, outputsFromSamples([list], ['events']))
    expect(shown(draft)).toEqual(['Event: ID, At'])
    expect(draft).toMatchObject({
      runMode: true,
      inputs: {
        list: pill('event', 'body', ['events']),
        new2: pill('return', 'record', ['id']),
        new3: pill('return', 'record', ['at'])
      }
    })
  })

  test('for records is added to the only group, after other groups are merged into it', () => {
    const groups = [
      { id: 'a', name: 'One', fields: [field('x', 'ID')] },
      { id: 'b', name: 'Two', fields: [field('y', 'ID')] }
    ]
    const two = outputsDraftOf({ groups, runMode: false }, {})
    const proposal = outputsFromSamples([[{ id: 1, kind: 'k' }]], [])
    expect(shown(readyFor(two, proposal))).toEqual(['One: ID, Two ID'])
    expect(shown(accept(two, proposal))).toEqual(['One: ID, Two ID, Kind'])
  })
})

test('for records names outputs mapped to a part of the body, and maps them to the record', () => {
  const from = pill('event', 'body', ['record', 'firstName'])
  const group = { id: 'person', name: 'Person', fields: [field('first', 'First name')] }
  const there = outputsDraftOf({ groups: [group], runMode: false }, { first: from })
  const list = { records: [{ firstName: 'Jo' }] }
  const proposal = outputsFromSamples([list], ['records'])
  expect(standings(readyFor(there, proposal), proposal)).toEqual([
    { is: 'mapped-elsewhere', id: 'first', from }
  ])
  expect(isDead(from, proposal, ends, [list])).toBe(true)
  expect(accept(there, proposal).inputs).toEqual({
    first: pill('return', 'record', ['firstName']),
    list: pill('event', 'body', ['records'])
  })
})

test.each([
  ['a part that the body has', pill('event', 'body', ['type']), false],
  ['a part that it has not', pill('event', 'body', ['user', 'id']), true],
  ['one record of the list', pill('event', 'body', ['records', 0, 'id']), true],
  ['the list itself', pill('event', 'body', ['records']), false],
  ['a part of a record', pill('return', 'record', ['id']), false],
  ['a part that no record has', pill('return', 'record', ['mail']), true],
  ['a value of another card', pill('compose', 'output', ['id']), false],
  ['a typed value', literal('Acme'), false]
] satisfies [string, Binding, boolean][])('of %s says if a sample has no values', (_, from, dead) => {
  const list = { type: 'created', records: [{ id: 1 }] }
  expect(isDead(from, outputsFromSamples([list], ['records']), ends, [list])).toBe(dead)
})

test('of any sample leaves no error when accepted, and every output exists and is mapped', () => {
  const proposals = anyJson.chain(sample =>
    fc
      .constantFrom(null, ...listsIn([sample]).map(({ path }) => path))
      .map(list => outputsFromSamples([sample], list))
  )
  fc.assert(
    fc.property(proposals, proposals, (first, second) => {
      const newId = counted()
      const once = accept(empty, first, undefined, newId)
      if (once.runMode && second.list === null) return
      const twice = accept(once, second, undefined, newId)
      for (const [draft, proposal] of [
        [once, first],
        [twice, second]
      ] as const) {
        expect(validateOutputs(draft)).toEqual({ groups: {}, fields: {} })
        for (const { is } of standings(draft, proposal)) expect(['mapped', 'returned']).toContain(is)
      }
    }),
    { numRuns: 300 }
  )
})
