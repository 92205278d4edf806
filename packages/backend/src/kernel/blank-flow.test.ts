import { DAY, type Flow } from '@hookwright/model'
import { expect, test } from 'vitest'
import { drawConnector } from '../testing/draw.ts'
import { openForTest } from '../testing/open-backend.ts'

const note: Flow = {
  schemaVersion: 1,
  strip: ['note'],
  cards: { note: { id: 'note', type: 'note', config: {}, inputs: {} } }
}

const open = async () => {
  const opened = await openForTest()
  const { connectorId } = await drawConnector(opened.backend, { registers: false })
  return { ...opened, connectorId, create: { connectorId, ownerId: 'uma', name: null } }
}

// review: screens 7
test('an empty new flow is not listed and does not block a version', async () => {
  const { backend, connectorId, create } = await open()
  const before = await backend.flows.summaries(connectorId)
  const found = await backend.versions.validate(connectorId)
  const { id } = await backend.flows.create(create)
  expect(await backend.flows.summaries(connectorId)).toEqual(before)
  expect((await backend.connectors.tallies())[0]?.flows).toBe(before.length)
  expect(await backend.versions.validate(connectorId)).toEqual(found)
  const version = await backend.versions.create({ connectorId, note: '', by: 'uma' })
  const { snapshot } = await backend.versions.get(version.id)
  expect(snapshot.flows.map(flow => flow.id)).not.toContain(id)

  const { flow } = await backend.flows.get(id)
  const save = { name: null, description: '', active: true, saveAll: true, doc: note }
  await backend.flows.save(id, save, flow.draftNo)
  expect(await backend.flows.summaries(connectorId)).toHaveLength(before.length + 1)
})

// review: screens 7
test('an empty flow is deleted when another one is made a day later, not before', async () => {
  const { backend, connectorId, create, moveClock } = await open()
  const { id } = await backend.flows.create(create)
  await backend.flows.create(create)
  expect((await backend.flows.list(connectorId)).map(flow => flow.id)).toContain(id)
  moveClock(DAY + 1)
  await backend.flows.create(create)
  expect((await backend.flows.list(connectorId)).map(flow => flow.id)).not.toContain(id)
})

// review: screens 7
test('a user’s new flow is listed from its first card on', async () => {
  const { backend, create } = await open()
  const { id, draftNo } = await backend.flows.create({ ...create, connectorId: null })
  const listed = async () =>
    (await backend.userFlows.page({ ownerId: 'uma', by: 'name', limit: 9 })).rows.map(row => row.id)
  expect(await listed()).toEqual([])
  const save = { name: null, description: '', active: true, saveAll: true, doc: note }
  await backend.flows.save(id, save, draftNo)
  expect(await listed()).toEqual([id])
})
