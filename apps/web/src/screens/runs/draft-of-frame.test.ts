import type { Flow } from '@hookwright/model'
import { expect, test } from 'vitest'
import { type DrawnRun, draftOfFrame } from './draft-of-frame.ts'

const doc: Flow = {
  schemaVersion: 1,
  strip: ['start'],
  cards: { start: { id: 'start', type: 'helper-flow', config: {}, inputs: {} } }
}
const flow = { id: 'note', name: 'Take a note', description: '', doc }
const ofUser: DrawnRun = { flow, connectorId: 'acme', isMakers: false, actions: [] }
const onMakers = { of: 'maker', connectorId: 'acme', flowId: 'note' }

test('a user’s flow links to the user’s canvas, and a flow called by its event to the maker’s', () => {
  expect(draftOfFrame(ofUser, [], 'user')).toEqual({ of: 'user', flowId: 'note' })
  const inside = [{ caller: ['start', 'call'], flow }]
  expect(draftOfFrame(ofUser, inside, 'maker')).toEqual(onMakers)
  expect(draftOfFrame(ofUser, inside, 'user')).toBeNull()
})

test('a maker’s helper flow started by another run links to the maker’s canvas', () => {
  const begun = { ...ofUser, isMakers: true }
  expect(draftOfFrame(begun, [], 'admin')).toEqual(onMakers)
  expect(draftOfFrame(begun, [], 'user')).toBeNull()
})

test('a flow of an action links to the maker’s canvas of its connector', () => {
  const acting = { ...ofUser, actions: [{ versionId: 'v7', connectorId: 'chat' }] }
  const inside = [{ caller: ['post'], flow: { ...flow, id: 'v7/note' } }]
  expect(draftOfFrame(acting, inside, 'maker')).toEqual({ ...onMakers, connectorId: 'chat' })
  expect(draftOfFrame(acting, inside, 'user')).toBeNull()
})
