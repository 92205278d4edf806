import { describe, expect, it } from 'vitest'
import { type OpenStore, openForEachTest } from './each-test.ts'
import {
  keepFlow,
  newId,
  sampleBeginning,
  sampleConnector,
  sampleFlow,
  sampleSnapshot,
  turnOn
} from './samples.ts'

export const connectorSuite = (open: OpenStore): void => {
  describe('connectors', () => {
    const opened = openForEachTest(open)

    it('are stored unchanged, also over a restart', async () => {
      const { store, reopen } = opened()
      const connector = sampleConnector({ name: 'Ärzte & Söhne', description: 'Ünïcode 🙂' })
      await store.connectors.add(connector)
      expect(await store.connectors.find(connector.id)).toEqual(connector)
      expect(await (await reopen()).connectors.find(connector.id)).toEqual(connector)
    })

    it('are listed in the order of creation', async () => {
      const { store } = opened()
      const [b, a] = [sampleConnector({ name: 'B' }), sampleConnector({ name: 'A' })]
      await store.connectors.add(b)
      await store.connectors.add(a)
      expect(await store.connectors.list()).toEqual([b, a])
    })

    it('that never existed are not found', async () => {
      expect(await opened().store.connectors.find(newId())).toBeNull()
    })

    it.each([
      ['Acme HR', 'acme hr'],
      ['ÉCOLE', 'école'],
      ['Caf\u00e9', 'CAFE\u0301']
    ])('refuse the name %s beside %s', async (kept, params) => {
      const { store } = opened()
      await store.connectors.add(sampleConnector({ name: kept }))
      await expect(store.connectors.add(sampleConnector({ name: params }))).rejects.toMatchObject({
        code: 'connector.name-taken',
        details: { name: params }
      })
      expect(await store.connectors.list()).toHaveLength(1)
    })

    it('can be described, and keep key and authentication', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      const about = {
        name: 'Acme People',
        description: 'New.',
        branding: { logo: null, accent: '#123456', docsUrl: 'https://docs.acme.example' }
      }
      await store.connectors.describe(connector.id, about)
      expect(await store.connectors.find(connector.id)).toEqual({ ...connector, ...about })
    })

    it('can change the case of their own name', async () => {
      const { store } = opened()
      const connector = sampleConnector({ name: 'acme' })
      await store.connectors.add(connector)
      const { description, branding } = connector
      await store.connectors.describe(connector.id, { name: 'ACME', description, branding })
      expect(await store.connectors.find(connector.id)).toMatchObject({ name: 'ACME' })
    })

    it('cannot be renamed to a name that is in use, and stay unchanged', async () => {
      const { store } = opened()
      const [one, two] = [sampleConnector({ name: 'One' }), sampleConnector({ name: 'Two' })]
      await store.connectors.add(one)
      await store.connectors.add(two)
      const about = { name: 'ONE', description: 'Changed.', branding: two.branding }
      await expect(store.connectors.describe(two.id, about)).rejects.toMatchObject({
        code: 'connector.name-taken'
      })
      expect(await store.connectors.find(two.id)).toEqual(two)
    })

    it('store a new authentication', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      const authentication = {
        ...connector.authentication,
        kind: 'api-key' as const,
        fields: [{ id: 'key', label: 'Key', entry: 'password' as const, required: true }],
        allowedHosts: ['api.acme.example']
      }
      await store.connectors.authenticate(connector.id, authentication)
      expect(await store.connectors.find(connector.id)).toEqual({ ...connector, authentication })
    })

    it('are not found after they were deleted, and their name is free', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      await store.connectors.remove(connector.id, 9_000)
      expect(await store.connectors.find(connector.id)).toBeNull()
      expect(await store.connectors.list()).toEqual([])
      await store.connectors.add(sampleConnector())
      expect(await store.connectors.list()).toHaveLength(1)
    })

    it('can be restored unchanged, unless their name is in use', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      await store.connectors.remove(connector.id, 9_000)
      const other = sampleConnector()
      await store.connectors.add(other)
      await expect(store.connectors.restore(connector.id)).rejects.toMatchObject({
        code: 'connector.name-taken'
      })
      await store.connectors.remove(other.id, 9_001)
      await store.connectors.restore(connector.id)
      expect(await store.connectors.find(connector.id)).toEqual(connector)
      await expect(store.connectors.restore(newId())).rejects.toMatchObject({ code: 'connector.gone' })
    })

    it('that are deleted or unknown throw a fault', async () => {
      const { store } = opened()
      const { id, description, branding, authentication } = sampleConnector()
      await store.connectors.add(sampleConnector({ id }))
      await store.connectors.remove(id, 9_000)
      for (const gone of [id, newId()]) {
        const acts = [
          store.connectors.describe(gone, { name: 'New', description, branding }),
          store.connectors.authenticate(gone, authentication),
          store.connectors.remove(gone, 9_001)
        ]
        for (const act of acts) await expect(act).rejects.toMatchObject({ code: 'connector.gone' })
      }
    })
  })
}

/** Defines the tests of connectors that involve flows, versions and subscriptions. */
export const connectorTallySuite = (open: OpenStore): void => {
  describe('connectors with flows', () => {
    const opened = openForEachTest(open)

    it('are added with their first flows, or not at all', async () => {
      const { store } = opened()
      const connector = sampleConnector({ name: 'Acme HR' })
      const flow = sampleFlow({ connectorId: connector.id, name: 'Person changed' })
      await store.connectors.add(connector, [flow])
      expect(await store.flows.list(connector.id)).toEqual([flow])
      const twin = sampleConnector({ name: 'Acme Chat' })
      const [first, second] = [sampleFlow({ connectorId: twin.id }), sampleFlow({ connectorId: newId() })]
      await expect(store.connectors.add(twin, [first, second])).rejects.toMatchObject({
        code: 'connector.gone'
      })
      expect(await store.connectors.find(twin.id)).toBeNull()
      expect(await store.flows.find(first.id)).toBeNull()
    })

    it('count their flows, the users’ flows that are on, and deployments', async () => {
      const { store } = opened()
      const [acme, bare, gone] = ['Acme HR', 'Bare', 'Gone'].map(name => sampleConnector({ name }))
      if (acme === undefined || bare === undefined || gone === undefined)
        throw new Error('Expected three connectors.')
      for (const connector of [acme, bare, gone]) await store.connectors.add(connector)
      await keepFlow(store, { connectorId: acme.id, updatedAt: 5_000 })
      await keepFlow(store, { connectorId: acme.id, updatedAt: 4_000 })
      const removed = await keepFlow(store, { connectorId: acme.id, updatedAt: 9_000 })
      await store.flows.remove(removed.id, 9_000)
      await keepFlow(store, { connectorId: gone.id })
      await store.connectors.remove(gone.id, 9_000)
      for (const note of ['first', 'second']) {
        const about = {
          id: newId(),
          connectorId: acme.id,
          visible: true,
          note,
          createdAt: 2_000,
          createdBy: 'ann'
        }
        await store.versions.create(about, sampleSnapshot())
      }
      const [newest] = await store.versions.list(acme.id)
      await store.versions.deploy(newest?.id ?? '', {
        id: newId(),
        at: 3_000,
        by: 'ann',
        visible: true,
        note: ''
      })
      const { terms } = await turnOn(store)
      const { subscription } = sampleBeginning((await keepFlow(store)).id)
      await store.subscriptions.begin(
        sampleBeginning(subscription.flowId, { terms: { ...terms, connectorId: acme.id } })
      )
      expect(await store.connectors.tallies()).toEqual([
        { connectorId: acme.id, flows: 2, on: 1, deployed: 2, editedAt: 5_000 },
        { connectorId: bare.id, flows: 0, on: 0, deployed: null, editedAt: bare.createdAt }
      ])
    })
  })
}
