import { galleryKeys } from '@hookwright/connectors'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from './testing/open-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server?.remove())

test('every connector of the gallery is installed, deployed and offered to users, and follows the gallery', async () => {
  const { api } = server
  const { entries, damaged } = await api.gallery.list.query()
  expect(damaged).toEqual([])
  expect(entries.map(({ key }) => key)).toEqual(galleryKeys())
  for (const { key, name, events, actions } of entries) {
    const { id: connectorId, name: installed } = await api.gallery.install.mutate({ key, isFork: false })
    expect(installed).toBe(name)
    const [version] = await api.versions.list.query({ connectorId })
    expect(version, key).toMatchObject({ number: 1, status: 'deployed' })
    expect(await api.gallery.following.query({ connectorId })).toEqual({ key, hasUpdate: false })
    const { units, hasUpdate } = await api.gallery.compare.query({ connectorId })
    expect({ key, units, hasUpdate }).toEqual({ key, units: [], hasUpdate: false })
    expect(events.length + actions.length, key).toBeGreaterThan(0)
  }
  const offered = await api.events.list.query()
  expect(JSON.stringify(offered)).toContain('Issue opened')
  const { entries: again } = await api.gallery.list.query()
  expect(again.every(({ installed }) => installed.length === 1)).toBe(true)
})

test('a second installation of a connector has a name and a key of its own', async () => {
  const { api } = server
  const { name } = await api.gallery.install.mutate({ key: 'plain-http', isFork: true })
  expect(name).toBe('Plain HTTP 2')
  const connectors = await api.connectors.list.query()
  expect(connectors.find(each => each.name === name)?.key).toMatch(/^plain_http_2_[a-z0-9]{6}$/)
})
