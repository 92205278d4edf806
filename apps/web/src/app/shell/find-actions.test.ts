import { expect, test } from 'vitest'
import type { Action } from '../../kit/actions/action.ts'
import { searchActions } from './find-actions.ts'

const action = (label: string, over: Partial<Action> = {}): Action => ({
  id: label,
  label,
  group: 'General',
  run: () => {},
  ...over
})

const actions = [
  action('Save'),
  action('Sign out', { words: 'log out' }),
  action('Acme HR', { kind: 'connector', group: 'Connectors', words: 'acme_hr_k7m2qx' }),
  action('Verify signature', { kind: 'card', group: 'Cards' }),
  action('Open the palette', { unlisted: true }),
  action('Secret', { when: () => false }),
  action('Deploy', { when: () => 'Needs Maker.' })
]

const labels = (typed: string, recent: string[] = []) =>
  searchActions(actions, typed, recent).map(({ heading, items }) => [
    heading,
    ...items.map(({ label }) => label)
  ])

test('an empty search lists all visible actions by group, those of the open page first', () => {
  expect(labels('')).toEqual([
    ['Cards', 'Verify signature'],
    ['Connectors', 'Acme HR'],
    ['General', 'Save', 'Sign out', 'Deploy']
  ])
})

test('a search finds actions by label and synonyms, the best match first', () => {
  expect(labels('sign')).toEqual([
    ['General', 'Sign out'],
    ['Cards', 'Verify signature']
  ])
  expect(labels('log out')).toEqual([['General', 'Sign out']])
  expect(labels('k7m2')).toEqual([['Connectors', 'Acme HR']])
  expect(labels('zzz')).toEqual([])
})

test.each([
  ['>', [['General', 'Save', 'Sign out', 'Deploy']]],
  ['@', [['Connectors', 'Acme HR']]],
  ['# sig', [['Cards', 'Verify signature']]],
  ['@ sig', []]
])('%j narrows to one kind', (typed, found) => {
  expect(labels(typed)).toEqual(found)
})

test('recently chosen actions come first, also before others that match as well', () => {
  expect(labels('', ['Acme HR', 'gone'])[0]).toEqual(['Recent', 'Acme HR'])
  expect(labels('', ['Acme HR']).flat()).toHaveLength(new Set(labels('', ['Acme HR']).flat()).size)
  const flows = [action('Flow one', { kind: 'flow' }), action('Flow two', { kind: 'flow' })]
  expect(searchActions(flows, 'flow', ['Flow two'])[0]?.items.map(({ label }) => label)).toEqual([
    'Flow two',
    'Flow one'
  ])
})

test('exact words suppress fuzzy matches; missing letters are tolerated only without an exact match', () => {
  const fit = [action('Fit the flow into view'), action('New flow', { kind: 'flow' })]
  expect(searchActions(fit, 'new').flatMap(({ items }) => items.map(({ label }) => label))).toEqual([
    'New flow'
  ])
  expect(labels('sgn')).toEqual([
    ['General', 'Sign out'],
    ['Cards', 'Verify signature']
  ])
})

test('long groups are shortened, and their heading counts all', () => {
  const many = Array.from({ length: 30 }, (_, at) => action(`Flow ${at}`, { kind: 'flow', group: 'Flows' }))
  expect(searchActions(many, '')[0]).toMatchObject({ heading: 'Flows (8 of 30)' })
  expect(searchActions(many, 'flow')[0]?.items).toHaveLength(20)
})
