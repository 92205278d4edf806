import type { UploadedDocument } from '@hookwright/api'
import { describe, expect, it } from 'vitest'
import { plainMatching } from '../../kit/find/matching.ts'
import {
  chooseAll,
  findParts,
  hasNoScheme,
  initialSchemes,
  partsOf,
  registrationsOf,
  schemesOf,
  withAll
} from './parts.ts'

const offered = { key: '+bearer', label: 'Bearer token', whyNot: null, isRequired: false, way: 'bearer' }

const api: UploadedDocument = {
  id: 'd1',
  name: 'api.json',
  outline: {
    title: 'Acme',
    version: '3.1',
    servers: [],
    schemes: [
      { key: 'odd', label: 'Mutual TLS', whyNot: 'It is not supported.', isRequired: true, way: null },
      { key: 'query', label: 'API key in the parameter key', whyNot: null, isRequired: false, way: 'query' },
      { key: 'login', label: 'OAuth 2', whyNot: null, isRequired: true, way: 'login' },
      offered
    ],
    operations: [
      {
        key: 'GET /people',
        method: 'GET',
        path: '/people',
        name: 'List people',
        tag: 'People',
        isDeprecated: false
      },
      {
        key: 'POST /teams',
        method: 'POST',
        path: '/teams',
        name: 'Add a team',
        tag: 'Teams',
        isDeprecated: true
      }
    ],
    events: [],
    registrations: [{ key: 'POST /hooks', name: 'Create a hook', canDelete: true, canList: false }],
    notes: []
  }
}

const hooks: UploadedDocument = {
  id: 'd2',
  name: 'hooks.json',
  outline: {
    ...api.outline,
    ...{ schemes: [offered], operations: [], registrations: [] },
    events: [{ key: 'webhook joined', name: 'Joined', event: 'joined', tag: '', kind: 'webhook' }]
  }
}

describe('the parts of several documents', () => {
  const parts = partsOf([api, hooks])
  const namesOf = (params: Partial<Parameters<typeof findParts>[1]>): string[] =>
    findParts(parts, {
      ...{ shown: 'all', sought: '', chosen: new Set<string>(), matching: plainMatching },
      ...params
    }).map(({ name }) => name)

  it('are listed with the events first, and found by name, path and tag', () => {
    expect(namesOf({})).toEqual(['Joined', 'List people', 'Add a team'])
    expect(namesOf({ shown: 'action' })).toEqual(['List people', 'Add a team'])
    expect(namesOf({ sought: '/teams' })).toEqual(['Add a team'])
    expect(namesOf({ sought: 'People' })).toEqual(['List people'])
    expect(namesOf({ shown: 'chosen', chosen: new Set(['event 1 webhook joined']) })).toEqual(['Joined'])
  })

  it('can be selected or cleared for all search results, and others are unchanged', () => {
    const [joined, list, add] = parts
    if (joined === undefined || list === undefined || add === undefined) throw new Error('There are three.')
    const all = withAll(new Set([joined.id]), [list, add], true)
    expect([...all]).toEqual([joined.id, list.id, add.id])
    expect([...withAll(all, [joined, list], false)]).toEqual([add.id])
  })

  it('are all chosen by one button, up to the limit of an import, and then cleared', () => {
    const [joined, list] = parts
    if (joined === undefined || list === undefined) throw new Error('There are three.')
    const none = new Set<string>()
    const all = chooseAll({ chosen: none, found: parts, room: 100 })
    expect([all.label, all.next.size]).toEqual(['Choose all 3 shown', 3])
    const some = chooseAll({ chosen: none, found: parts, room: 2 })
    expect(some).toEqual({
      label: 'Choose 2 of 3 shown (the limit per import)',
      next: new Set([joined.id, list.id])
    })
    expect(chooseAll({ chosen: some.next, found: parts, room: 0 })).toEqual({
      label: 'Clear all 3 shown',
      next: none
    })
    expect(chooseAll({ chosen: none, found: [], room: 100 }).label).toBe('Choose all 0 shown')
  })

  it('include an event of two documents once, from the first', () => {
    const [joined] = hooks.outline.events
    if (joined === undefined) throw new Error('There is no event.')
    const other = { ...joined, key: 'webhook left', name: 'Left', event: 'left' }
    const more = { ...hooks, id: 'd3', outline: { ...hooks.outline, events: [joined, other] } }
    const events = partsOf([hooks, more]).filter(({ kind }) => kind === 'event')
    expect(events.map(({ document, name }) => [document, name])).toEqual([
      [0, 'Joined'],
      [1, 'Left']
    ])
  })

  it('include the actions of every document, with its name where two have the same', () => {
    const [people] = api.outline.operations
    if (people === undefined) throw new Error('There is no operation.')
    const next = { ...api, id: 'd4', name: 'next.json', outline: { ...api.outline, operations: [people] } }
    const actions = partsOf([api, next]).map(({ document, detail }) => [document, detail])
    expect(actions).toEqual([
      [0, 'GET /people in api.json'],
      [0, 'POST /teams'],
      [1, 'GET /people in next.json']
    ])
  })

  it('can be registered by an operation of another document', () => {
    expect(registrationsOf([hooks, api])).toEqual([
      {
        id: '1 POST /hooks',
        document: 1,
        key: 'POST /hooks',
        name: 'Create a hook',
        hint: 'POST /hooks, deletes'
      }
    ])
  })
})

describe('the security schemes of several documents', () => {
  it('are each listed once, the suggested ones last, and a required one is selected', () => {
    expect(schemesOf([hooks, api]).map(({ key }) => key)).toEqual(['query', 'login', '+bearer'])
    expect(initialSchemes([hooks, api])).toEqual(['login'])
    expect([hasNoScheme([hooks]), hasNoScheme([api])]).toEqual([true, false])
    expect(initialSchemes([hooks])).toEqual([])
  })

  it('are listed once where two documents name the same one differently', () => {
    const own = { key: 'token', label: 'Bearer token', whyNot: null, isRequired: false, way: 'bearer' }
    const other = { ...hooks, outline: { ...hooks.outline, schemes: [{ ...own, key: 'bearerAuth' }] } }
    const first = { ...api, outline: { ...api.outline, schemes: [own] } }
    expect(schemesOf([first, other])).toEqual([{ key: 'token', label: 'Bearer token' }])
    const required = { ...other.outline, schemes: [{ ...own, key: 'bearerAuth', isRequired: true }] }
    expect(initialSchemes([first, { ...other, outline: required }])).toEqual(['token'])
  })

  it('are not suggested when a document declares them', () => {
    const token = { ...offered, key: 'token' }
    const own = { ...api, outline: { ...api.outline, schemes: [token] } }
    expect(schemesOf([hooks, own]).map(({ key }) => key)).toEqual(['token'])
  })
})
