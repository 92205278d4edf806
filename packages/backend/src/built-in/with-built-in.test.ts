import { OWN_CONNECTOR, STARTS_CONNECTOR, STARTS_VERSION } from '@hookwright/model'
import { expect, test } from 'vitest'
import { breakerAlert } from '../alerts/new-alert.ts'
import { alertsOf, openForTest } from '../testing/open-backend.ts'
import { ownConnector } from './own-connector.ts'
import { withBuiltIn } from './with-built-in.ts'

const open = async () => {
  const one = await openForTest()
  return { one, store: withBuiltIn(one.store) }
}

const ownVersion = ownConnector.version

test('the built-in connector is found and offered, and is not listed', async () => {
  const { store } = await open()
  const { version } = ownVersion
  expect(await store.connectors.find(OWN_CONNECTOR)).toMatchObject({ name: 'Hookwright', deletedAt: null })
  expect(await store.connectors.list()).toEqual([])
  expect(await store.versions.find(version.id)).toBe(ownVersion)
  expect(await store.versions.deployedOf(OWN_CONNECTOR)).toBe(ownVersion)
  expect(await store.versions.several([version.id])).toEqual([ownVersion])
  expect(await store.versions.offered()).toEqual([version])
  const other = '01900000-0000-7000-8000-000000000009'
  expect(await store.connectors.find(other)).toBeNull()
  expect(await store.versions.find(other)).toBeNull()
})

test('the connector of start cards is found, and is neither listed nor offered', async () => {
  const { store } = await open()
  expect(await store.connectors.find(STARTS_CONNECTOR)).toMatchObject({ name: 'Hookwright' })
  expect(await store.versions.about(STARTS_VERSION)).toMatchObject({ connectorId: STARTS_CONNECTOR })
  expect((await store.versions.offered()).map(({ id }) => id)).not.toContain(STARTS_VERSION)
})

test('a flow of alerts with failed calls raises an alert, although its connector has no row', async () => {
  const { one, store } = await open()
  const why = { is: 'timeouts' as const, calls: 5 }
  const breaker = {
    connectorId: OWN_CONNECTOR,
    connectionId: null,
    host: 'pager.acme.example',
    open: { since: 1, until: 2, pause: 1, why },
    opened: 1
  }
  await store.breakers.keep(breaker, breakerAlert(one.effects, breaker))
  await store.breakers.keep({ ...breaker, open: null })
  expect(await alertsOf(one)).toMatchObject([{ about: { kind: 'breaker-open', connectorId: OWN_CONNECTOR } }])
  expect(await store.breakers.all()).toEqual([])
})
