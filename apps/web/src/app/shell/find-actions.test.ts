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

const labels = (typed: string) =>
  findActions(actions, typed).map(({ heading, items }) => [heading, ...items.map(({ label }) => label)])

test('nothing typed lists all that can be seen, by group', () => {
  expect(labels('')).toEqual([
    ['General', 'Save', 'Sign out', 'Deploy'],
    ['Connectors', 'Acme HR'],
    ['Cards', 'Verify signature']
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
