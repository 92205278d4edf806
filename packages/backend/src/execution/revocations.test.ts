import { cardOf, flowOf } from '@hookwright/engine/testing'
import { Fault, literal, MINUTE } from '@hookwright/model'
import { expect, test } from 'vitest'
import { openBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

test('a Revoke flow without an answer in time is ended and named, and the connection stays', async () => {
  const folder = testFolder()
  let asked = 0
  const one = await openBackend(folder, (_, signal) => {
    asked++
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  })
  const { id: connectorId } = await one.backend.connectors.create({ name: 'Acme HR', description: '' })
  const doc = flowOf(
    cardOf('revoke', 'start'),
    cardOf('raw-request', 'end', { method: 'DELETE' }, { url: literal('https://api.example.com/session') })
  )
  await one.backend.flows.create({ connectorId, ownerId: 'uma', name: '_revoke', doc })
  const params = { connectorId, purpose: 'test', ownerId: 'uma', name: 'Mine', values: {} } as const
  const { id } = await one.backend.connections.create(params)
  const revoked = one.backend.connections.revoke(id)
  await pollUntil(
    async () => asked,
    count => count > 0
  )
  one.moveClock(10 * MINUTE)
  const { message } = new Fault('connection.revoke-timed-out', { seconds: 60 })
  expect(await revoked).toEqual({ is: 'refused', why: expect.stringContaining(message) })
  expect((await one.backend.connections.get(id)).name).toBe('Mine')
  await one.crash()
})
