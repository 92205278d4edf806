import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyFlow } from '../flows/flow.ts'
import { anyFlow } from '../testing/any-flow.ts'
import { noAuthentication } from './authentication.ts'
import { compareFlowsOf } from './compare-snapshots.ts'
import { plainBranding } from './connector.ts'
import type { FrozenFlow, VersionSnapshot } from './version.ts'

const snapshotOf = (...flows: FrozenFlow[]): VersionSnapshot => ({
  schemaVersion: 1,
  name: 'Acme HR',
  description: '',
  authentication: noAuthentication,
  branding: plainBranding,
  flows
})

const flow = (id: string, parts: Partial<FrozenFlow> = {}): FrozenFlow => ({
  id,
  name: id,
  description: '',
  doc: emptyFlow,
  ...parts
})

test('a flow that was added, removed or changed is named once', () => {
  const card = { id: 'c', type: 'now', config: {}, inputs: {} }
  const drawn = { ...emptyFlow, strip: ['c'], cards: { c: card } }
  const before = snapshotOf(flow('same'), flow('gone'), flow('named'), flow('drawn'))
  const after = snapshotOf(
    flow('new'),
    flow('same'),
    flow('named', { name: 'N' }),
    flow('drawn', { doc: drawn })
  )
  expect(compareFlowsOf(before, after).map(({ id, is }) => `${id} ${is}`)).toEqual([
    'new added',
    'named changed',
    'drawn changed',
    'gone removed'
  ])
})

test('a snapshot compared with a copy of itself has no change', () => {
  fc.assert(
    fc.property(fc.array(anyFlow, { maxLength: 3 }), docs => {
      const snapshot = snapshotOf(...docs.map((doc, index) => flow(`f${index}`, { doc })))
      expect(compareFlowsOf(snapshot, structuredClone(snapshot))).toEqual([])
    })
  )
})
