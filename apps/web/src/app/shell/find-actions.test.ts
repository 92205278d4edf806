import { expect, test } from 'vitest'
import type { Action } from '../../kit/actions/action.ts'
import { findActions } from './find-actions.ts'

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
  findActions(actions, typed, recent).map(({ heading, items }) => [
    heading,
    ...items.map(({ label }) => label)
  ])

test('nothing typed lists all that can be seen, by group, those of the open page first', () => {
  expect(labels('')).toEqual([
    ['Cards', 'Verify signature'],
    ['Connectors', 'Acme HR'],
    ['General', 'Save', 'Sign out', 'Deploy']
  ])
})

test('words find by label and by other words, the best match first', () => {
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

test('those chosen last stand first, and before others that match as well', () => {
  expect(labels('', ['Acme HR', 'gone'])[0]).toEqual(['Recent', 'Acme HR'])
  expect(labels('', ['Acme HR']).flat()).toHaveLength(new Set(labels('', ['Acme HR']).flat()).size)
  const flows = [action('Flow one', { kind: 'flow' }), action('Flow two', { kind: 'flow' })]
  expect(findActions(flows, 'flow', ['Flow two'])[0]?.items.map(({ label }) => label)).toEqual([
    'Flow two',
    'Flow one'
  ])
})

test('words as they are come alone; letters that are left out are forgiven where nothing has them', () => {
  const fit = [action('Fit the flow into view'), action('New flow', { kind: 'flow' })]
  expect(findActions(fit, 'new').flatMap(({ items }) => items.map(({ label }) => label))).toEqual([
    'New flow'
  ])
  expect(labels('sgn')).toEqual([
    ['General', 'Sign out'],
    ['Cards', 'Verify signature']
  ])
})

test('long groups of things are shortened and say so', () => {
  const many = Array.from({ length: 30 }, (_, at) => action(`Flow ${at}`, { kind: 'flow', group: 'Flows' }))
  expect(findActions(many, '')[0]).toMatchObject({ heading: 'Flows (8 of 30)' })
  expect(findActions(many, 'flow')[0]?.items).toHaveLength(20)
})
