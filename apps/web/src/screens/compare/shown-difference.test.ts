import {
  compareFlowsOf,
  emptyFlow,
  type FrozenFlow,
  noAuthentication,
  type VersionSnapshot
} from '@hookwright/model'
import { expect, test } from 'vitest'
import { shownDifference } from './shown-difference.ts'

const flow = (id: string, name: string): FrozenFlow => ({ id, name, description: '', doc: emptyFlow })
const snapshotOf = (...flows: FrozenFlow[]): VersionSnapshot => ({
  schemaVersion: 1,
  name: 'Acme HR',
  description: '',
  branding: { accent: '#4f46e5', logo: null, docsUrl: null },
  authentication: noAuthentication,
  flows
})

const before = snapshotOf(flow('same', 'Same'), flow('renamed', 'Old'), flow('gone', 'Gone'))
const after = snapshotOf(flow('same', 'Same'), flow('renamed', 'New'), flow('new', 'Fresh'))
const shown = (flowId: string | undefined) =>
  shownDifference({ differences: compareFlowsOf(before, after), before, after, flowId })

test('a flow in the address is shown with its difference', () => {
  expect(shown('renamed')).toMatchObject({ is: 'changed', before: { name: 'Old' }, after: { name: 'New' } })
  expect(shown('gone')).toMatchObject({ is: 'removed' })
  expect(shown('new')).toMatchObject({ is: 'added' })
})

test('an unchanged flow in the address is shown without differences', () => {
  const same = flow('same', 'Same')
  expect(shown('same')).toEqual({ is: 'changed', id: 'same', before: same, after: same, cards: [] })
})

test('no flow is shown without one in the address, or for an unknown one', () => {
  expect(shown(undefined)).toBeUndefined()
  expect(shown('elsewhere')).toBeUndefined()
})
