import { DAY, type Flow, type Id } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { openForTest, type TestBackend } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let one: TestBackend
beforeEach(async () => {
  one = await openForTest()
})

const noteOf = (text: string): Flow => ({
  schemaVersion: 1,
  strip: ['a'],
  cards: { a: { id: 'a', type: 'note', config: { text }, inputs: {} } }
})

test('a flow that is on is turned off in the recycle bin, restored as off, and deleted for good after 30 days', async () => {
  const { backend } = one
  await backend.recover()
  const flowId = await addNotifyingFlow(backend, await drawConnector(backend), 'one')
  await turnOn(one, flowId)
  await backend.flows.remove(flowId, 'uma')
  expect(await backend.bin.list()).toMatchObject({
    flows: [{ id: flowId, deletedBy: 'uma' }],
    connectors: []
  })
  await backend.flows.restore(flowId)
  expect((await backend.userFlows.summary(null, flowId)).subscription?.wanted).not.toBe(true)
  await backend.flows.remove(flowId, 'uma')
  one.moveClock(31 * DAY)
  expect((await backend.bin.list()).flows).toEqual([])
  await pollUntil(
    async () => {
      one.moveClock(DAY / 24)
      return one.store.bin.flows()
    },
    flows => flows.length === 0
  )
  await expect(backend.flows.restore(flowId)).rejects.toMatchObject({ code: 'flow.gone' })
})

test('a connector is copied with flows that refer to one another, under the next free name', async () => {
  const { backend } = one
  const { connectorId } = await drawConnector(backend)
  const { name } = await backend.connectors.get(connectorId)
  const copy = await backend.duplicateConnector(connectorId, 'uma')
  expect(copy.name).toBe(`${name} 2`)
  expect((await backend.duplicateConnector(copy.id, 'uma')).name).toBe(`${name} 3`)
  const [flows, copies] = [await backend.flows.list(connectorId), await backend.flows.list(copy.id)]
  expect(copies.map(flow => flow.name)).toEqual(flows.map(flow => flow.name))
  for (const { doc } of copies) {
    for (const { id } of flows) expect(JSON.stringify(doc)).not.toContain(id)
  }
  const foundIn = async (id: string) =>
    (await backend.versions.validate(id)).map(({ code, flowName }) => [code, flowName])
  expect(await foundIn(copy.id)).toEqual(await foundIn(connectorId))
})

test('a copied connector takes configuration values from its own flows', async () => {
  const { backend } = one
  const { connectorId, oneId } = await drawConnector(backend)
  const { authentication } = await backend.connectors.get(connectorId)
  const source = { from: 'helper', flowId: oneId, shown: true } as const
  const field = { id: 'region', label: 'Region', entry: 'text', required: false, source } as const
  await backend.connectors.authenticate(connectorId, { ...authentication, fields: [field] })
  const copy = await backend.duplicateConnector(connectorId, 'uma')
  const flows = (await backend.flows.list(copy.id)).map(({ id }) => id)
  expect(copy.authentication.fields[0]?.source).toMatchObject({ from: 'helper', flowId: expect.any(String) })
  expect(JSON.stringify((await backend.connectors.get(copy.id)).authentication)).not.toContain(oneId)
  expect(flows.some(id => JSON.stringify(copy.authentication).includes(id))).toBe(true)
})

test('the history of a flow names who changed which card, and restores earlier states', async () => {
  const { backend } = one
  const create = { connectorId: null, ownerId: 'uma', name: 'Own', doc: noteOf('one') }
  const { id, ...flow } = await backend.flows.create(create)
  const save = async (doc: Flow, by: string) => {
    const { draftNo } = (await backend.flows.get(id)).flow
    await backend.flows.save(id, { ...flow, doc }, draftNo, by)
  }
  expect(await backend.flowDrafts.list(id)).toMatchObject([{ key: 'draft-1', isCurrent: true, changes: [] }])
  await save(noteOf('two'), 'uma')
  await save({ schemaVersion: 1, strip: [], cards: {} }, 'ann')
  expect(await backend.flowDrafts.list(id)).toMatchObject([
    { key: 'draft-3', by: 'ann', isCurrent: true, changes: [{ is: 'removed', name: 'Note' }] },
    { key: 'draft-2', by: 'uma', isCurrent: false, changes: [{ is: 'changed', name: 'Note' }] },
    { key: 'draft-1', by: 'uma', isCurrent: false, changes: [] }
  ])
  expect((await backend.flowDrafts.get(id, 'draft-2')).doc).toEqual(noteOf('two'))
  expect((await backend.flowDrafts.take(id, 'draft-1')).doc).toEqual(noteOf('one'))
  await expect(backend.flowDrafts.get(id, 'draft-9')).rejects.toMatchObject({ code: 'flow.state-gone' })
})

test('a copy of a flow is off and has the next free name', async () => {
  const { backend } = one
  const add = (name: string): Promise<{ id: Id }> =>
    backend.flows.create({ connectorId: null, ownerId: 'uma', name, doc: noteOf(name) })
  const { id } = await add('Own')
  await add('Own 2')
  expect((await backend.flows.duplicate(id, 'uma')).name).toBe('Own 3')
})
