import type { Flow, Id } from '@hookwright/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { drawConnector } from '../testing/draw.ts'
import { openForTest, type TestBackend } from '../testing/open-backend.ts'

let one: TestBackend
beforeEach(async () => {
  one = await openForTest()
})

const card = (type: string, config: Flow['cards'][string]['config']): Flow => ({
  schemaVersion: 1,
  strip: ['start'],
  cards: { start: { id: 'start', type, config, inputs: {} } }
})

const add = async (ownerId: string, name: string, doc: Flow): Promise<Id> =>
  (await one.backend.flows.create({ connectorId: null, ownerId, name, doc })).id

describe('a user’s helper flow', () => {
  const helper = card('helper-flow', { inputs: [] })
  const calling = (flowId: Id): Flow => card('call-flow', { flowId })

  test('cannot be reached from a flow of someone else', async () => {
    const helperId = await add('uma', 'Helper', helper)
    const own = await one.backend.flows.get(await add('uma', 'Own', calling(helperId)))
    const other = await one.backend.flows.get(await add('olaf', 'Other', calling(helperId)))
    const loadedRevisions = async ({ flow }: typeof own) =>
      (await one.backend.flows.catalogOf(flow)).flows.has(helperId)
    expect(await loadedRevisions(own)).toBe(true)
    expect(await loadedRevisions(other)).toBe(false)
  })

  test('can be deleted while a draft of a member without access names it, but not while an own draft does', async () => {
    const helperId = await add('uma', 'Helper', helper)
    await add('olaf', 'Secret plan', calling(helperId))
    const ownId = await add('uma', 'Own', calling(helperId))
    await expect(one.backend.flows.remove(helperId)).rejects.toMatchObject({
      code: 'flow.in-use',
      details: { users: '“Own”' }
    })
    await one.backend.flows.remove(ownId)
    await one.backend.flows.remove(helperId)
  })
})

describe('a connection', () => {
  test('can be deleted while a draft of another member names it, but not while an own draft does', async () => {
    const { connectorId, versionId, oneId } = await drawConnector(one.backend)
    const { id: connectionId } = await one.backend.connections.create({
      connectorId,
      purpose: 'user',
      ownerId: 'uma',
      name: 'Acme of Uma',
      values: {}
    })
    const listening = card('connector-event', {
      connectorId,
      versionId,
      eventFlowId: oneId,
      connectionId,
      runMode: 'each'
    })
    const olaf = { with: 'person' as const, personId: 'olaf' }
    await one.backend.sharing.share(connectionId, [olaf], 'uma')
    await add('olaf', 'Secret plan', listening)
    await one.backend.sharing.share(connectionId, [], 'uma')
    const ownId = await add('uma', 'Own', listening)
    await expect(one.backend.connections.remove(connectionId)).rejects.toMatchObject({
      code: 'connection.in-use',
      details: { users: '“Own”' }
    })
    await one.backend.flows.remove(ownId)
    await one.backend.connections.remove(connectionId)
  })
})
