import { DAY, SECOND } from '@hookwright/model'
import { expect, test } from 'vitest'
import { openAgentEvents } from '../testing/open-agent-events.ts'
import { pollUntil } from '../testing/poll-until.ts'

test('a lifetime of a year, or without an end, is granted as a week', async () => {
  const { now, callback, subscribe } = await openAgentEvents()
  for (const ttlMs of [365 * DAY, null]) {
    const { refreshBefore } = await subscribe(callback(), { ttlMs })
    const granted = Date.parse(String(refreshBefore)) - now().clock()
    expect(granted).toBeGreaterThan(0)
    expect(granted).toBeLessThanOrEqual(7 * DAY)
  }
})

test('a lifetime that is not a number, or is negative, is refused', async () => {
  const { now, callback, subscribe, service } = await openAgentEvents()
  for (const ttlMs of ['a year', -SECOND]) {
    await expect(subscribe(callback(), { ttlMs })).rejects.toMatchObject({ code: 'agents.invalid-params' })
  }
  expect([service.registered.size, await now().store.agentEvents.list()]).toEqual([0, []])
})

test('a subscription continues when the values of its connection change, and blocks deleting the connection', async () => {
  const { now, service, drawn, callback, subscribe, send } = await openAgentEvents({ hasKey: true })
  const { backend, roles } = now()
  roles.set('uma', 'user')
  const { id } = await backend.connections.create({
    ...{ connectorId: drawn.connectorId, purpose: 'user', ownerId: 'uma', name: 'Acme' },
    values: { secret: 'first' }
  })
  const to = callback()
  await subscribe(to)
  await backend.connections.replaceValues(id, { secret: 'second' })
  await send({ name: 'Zoë' })
  await pollUntil(
    () => to.received.length,
    count => count === 1
  )
  expect(to.received[0]?.body).toMatchObject({ data: { name: 'Zoë' } })
  await expect(backend.connections.remove(id)).rejects.toMatchObject({ code: 'connection.in-use' })
  expect(service.registered.size).toBe(1)
})
