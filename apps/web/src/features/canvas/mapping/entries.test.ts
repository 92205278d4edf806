import { cardSpecs } from '@hookwright/cards'
import { deployedKeyOf, emptyCatalog, viewOf } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { flowOf, put } from '../testing/flow-of.ts'
import { aimOf } from './aim.ts'
import { entriesFor } from './entries.ts'
import { namedEntries, typedEntries } from './named-entries.ts'

const flow = flowOf([
  put('webhook-event', 'event'),
  put('now', 'now'),
  put('assign', 'assign', { config: { fields: [{ id: 'when', label: 'When', dataType: one('date') }] } }),
  put('compose', 'behind')
])
const view = viewOf(flow, cardSpecs, emptyCatalog)
const at = { card: 'assign', field: 'when' }

test('the entries for a field are the fitting values before it, of the nearest card first', () => {
  const known = new Map([['event', new Map([['body', [['user', 'since']]]])]])
  const { fitting, refused } = entriesFor(view, at, known)
  expect(fitting.map(entry => `${entry.source}: ${entry.label}`)).toEqual([
    'Now: Output',
    'Webhook Event: Body',
    'Webhook Event: Body.user.since',
    'Webhook Event: Received at'
  ])
  for (const entry of fitting) expect(aimOf(view, at, entry.pill)).toEqual({ ok: true })
  expect(refused).toBe(3)
})

test('a typed path into a value is an entry where it fits', () => {
  const labels = (typed: string) => typedEntries(view, at, typed).map(entry => [entry.label, entry.pill.path])
  expect(labels('Body.user.days[0]')).toEqual([['Body.user.days[0]', ['user', 'days', 0]]])
  expect(labels('body["odd key"]')).toEqual([['Body.odd key', ['odd key']]])
  expect(labels('Headers.date')).toEqual([['Headers.date', ['date']]])
  for (const typed of ['Body', 'Body.', 'Body..x', 'Bodyx.y', 'Method.length', '', 'Body.__proto__'])
    expect(labels(typed)).toEqual([])
})

test('a complete path is resolved in the nearest card first, and other words filter the list', () => {
  const inside = flowOf(
    [
      put('helper-flow', 'start'),
      put('if-error', 'block', {
        blocks: [
          { id: 'try', strip: [], joins: {} },
          { id: 'error', strip: ['say'], joins: {} }
        ]
      })
    ],
    [put('compose', 'say')]
  )
  const seen = viewOf(inside, cardSpecs, emptyCatalog)
  const field = { card: 'say', field: 'text' }
  const found = (words: string, ...paths: string[][]) => {
    const { fitting } = entriesFor(seen, field, new Map([['start', new Map([['context.error', paths]])]]))
    return namedEntries(seen, field, fitting, words).map(entry => `${entry.source}: ${entry.label}`)
  }
  const both = ['If Error: Error.message', 'Helper Flow: Error.message']
  expect(found('Error.message')).toEqual(both)
  expect(found('Error.message', ['message'])).toEqual(both)
  expect(found('Error.mess', ['message'])).toEqual([
    'Helper Flow: Error.message',
    'If Error: Error.mess',
    'Helper Flow: Error.mess'
  ])
})

const tagsGuess = { kind: 'text', list: true } as const
const event = {
  id: 'created',
  kind: 'webhook-event' as const,
  name: 'Ticket created',
  connectorName: 'Acme Desk',
  needsConnection: false,
  options: [],
  runMode: false,
  inputs: [],
  outputs: ['Event', 'Ticket'].map(name => ({
    id: name,
    name,
    fields: [
      {
        id: `${name}.id`,
        label: 'ID',
        fieldType: 'text-field' as const,
        dataType: one('text'),
        required: false
      },
      {
        id: `${name}.tags`,
        label: 'Tags',
        fieldType: 'text-field' as const,
        dataType: tagsGuess,
        required: false,
        guessed: true as const
      }
    ]
  }))
}

describe('outputs in groups', () => {
  const start = put('connector-event', 'start', {
    config: {
      connectorId: 'c',
      eventFlowId: 'created',
      versionId: 'v',
      connectionId: null,
      runMode: 'each'
    }
  })
  const around = { ...emptyCatalog, events: new Map([[deployedKeyOf('v', 'created'), event]]) }
  const seen = viewOf(flowOf([start, put('compose', 'say')]), cardSpecs, around)
  const field = { card: 'say', field: 'text' }
  const entries = (outputs?: Record<string, unknown>) =>
    entriesFor(seen, field, new Map(), card => (card === 'start' ? outputs : undefined)).fitting

  test('are distinguished by their group, and found by it', () => {
    expect(entries().map(({ group, label }) => `${group} ${label}`)).toEqual([
      'Event ID',
      'Event Tags',
      'Ticket ID',
      'Ticket Tags',
      'Run Run ID'
    ])
    const found = (words: string) =>
      namedEntries(seen, field, entries(), words).map(({ group, label }) => `${group} ${label}`)
    expect(found('ticket')).toEqual(['Ticket ID', 'Ticket Tags'])
    expect(found('ticket id')).toEqual(['Ticket ID'])
    expect(found('Ticket.tags')).toEqual(['Ticket Tags'])
  })

  test('show the values last seen', () => {
    expect(entries({ 'Ticket.id': '17' }).map(({ value }) => value)).toEqual([null, null, '17', null, null])
  })

  test('offer the keys of the value last seen while their type is a guess', () => {
    const labels = (tags: unknown) =>
      entries({ 'Event.id': { not: 'a guess' }, 'Event.tags': tags }).flatMap(({ group, label, value }) =>
        group === 'Event' ? [[label, value]] : []
      )
    const tags = { colour: 'red', marks: [{ at: 'door' }] }
    expect(labels(tags)).toEqual([
      ['ID', { not: 'a guess' }],
      ['Tags', tags],
      ['Tags.colour', 'red'],
      ['Tags.marks[0].at', 'door']
    ])
    expect(labels('new').map(([label]) => label)).toEqual(['ID', 'Tags'])
  })

  test('are marked as doubtful when a sample or a guessed type does not fit', () => {
    const doubts = (outputs?: Record<string, unknown>) =>
      entries(outputs).flatMap(({ group, label, doubt }) =>
        doubt === null ? [] : [`${group} ${label}: ${doubt}`]
      )
    expect(doubts()).toEqual([
      'Event Tags: List of Text, according to its samples',
      'Ticket Tags: List of Text, according to its samples'
    ])
    expect(doubts({ 'Event.tags': ['new'], 'Ticket.tags': 'new' })).toEqual([
      'Event Tags: a list in the sample'
    ])
  })
})

test('an unknown field has no entries', () => {
  expect(entriesFor(view, { card: 'assign', field: 'gone' }, new Map()).fitting).toEqual([])
})
