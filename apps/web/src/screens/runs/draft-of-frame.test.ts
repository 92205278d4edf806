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

test('a user’s flow is changed on the canvas of the user, and what its event has called on that of the maker', () => {
  expect(draftOfFrame(ofUser, [], 'user')).toEqual({ of: 'user', flowId: 'note' })
  const inside = [{ caller: ['start', 'call'], flow }]
  expect(draftOfFrame(ofUser, inside, 'maker')).toEqual(onMakers)
  expect(draftOfFrame(ofUser, inside, 'user')).toBeNull()
})

test('a maker’s helper flow that another run has begun is changed on the canvas of the maker', () => {
  const begun = { ...ofUser, isMakers: true }
  expect(draftOfFrame(begun, [], 'admin')).toEqual(onMakers)
  expect(draftOfFrame(begun, [], 'user')).toBeNull()
})

test('a flow of an action is changed on the canvas of its own connector’s maker', () => {
  const acting = { ...ofUser, actions: [{ versionId: 'v7', connectorId: 'chat' }] }
  const inside = [{ caller: ['post'], flow: { ...flow, id: 'v7/note' } }]
  expect(draftOfFrame(acting, inside, 'maker')).toEqual({ ...onMakers, connectorId: 'chat' })
  expect(draftOfFrame(acting, inside, 'user')).toBeNull()
})
