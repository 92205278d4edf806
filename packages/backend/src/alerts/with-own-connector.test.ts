import { OWN_CONNECTOR } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import { alertsOf } from '../testing/alerts.ts'
import { makeFolder, openBackend } from '../testing/open-backend.ts'
import { breakerAlert } from './new-alert.ts'
import { ownVersion } from './own-connector.ts'
import { withOwnConnector } from './with-own-connector.ts'

const open = async () => {
  const { folder, remove } = makeFolder()
  const one = await openBackend(folder)
  onTestFinished(async () => {
    await one.crash()
    remove()
  })
  return { one, store: withOwnConnector(one.store) }
}

test('the connector that stands in the code is found and offered, and is in no list', async () => {
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

test('a flow of alerts whose calls fail is told of, although its connector has no row', async () => {
  const { one, store } = await open()
  const why = { is: 'timeouts' as const, calls: 5 }
  const breaker = {
    connectorId: OWN_CONNECTOR,
    connectionId: null,
    host: 'pager.acme.example',
    open: { since: 1, until: 2, pause: 1, why },
    opened: 1
  }
  await store.breakers.keep(breaker, breakerAlert(one.outside, breaker))
  await store.breakers.keep({ ...breaker, open: null })
  expect(await alertsOf(one)).toMatchObject([{ about: { kind: 'breaker-open', connectorId: OWN_CONNECTOR } }])
  expect(await store.breakers.all()).toEqual([])
})
