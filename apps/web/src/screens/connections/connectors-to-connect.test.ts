import { API_CONNECTOR } from '@hookwright/model'
import { expect, test } from 'vitest'
import { connectorsToConnect } from './connectors-to-connect.ts'

const deployed = (connectorName: string, needsConnection: boolean) => ({
  connectorId: `id of ${connectorName}`,
  connectorName,
  needsConnection
})

test('lists each connector that needs a connection once, by name, and then the API Connector', () => {
  expect(
    connectorsToConnect([
      deployed('Acme HR', true),
      deployed('Acme HR', true),
      deployed('Acme Clock', false),
      deployed('Acme Chat', true)
    ]).map(({ name }) => name)
  ).toEqual(['Acme Chat', 'Acme HR', 'API Connector'])
  expect(connectorsToConnect([])).toMatchObject([{ id: API_CONNECTOR }])
})

test('counts the events and actions of a connector once, whatever the number of its versions', () => {
  const acme = deployed('Acme HR', true)
  const counted = connectorsToConnect([
    { ...acme, events: ['created'] },
    { ...acme, events: ['created'] },
    { ...acme, events: ['deleted'] },
    { ...acme, actions: ['assign', 'find'] }
  ])
  expect(counted[0]).toMatchObject({ name: 'Acme HR', events: 2, actions: 2 })
})
