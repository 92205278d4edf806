import { describe, expect, it } from 'vitest'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { beginOff, newId, turnOn } from './samples.ts'

const bytesOf = (text: string): Uint8Array => Buffer.from(text)

const newEndpoint = (flowId: string) => ({
  id: newId(),
  flowId,
  tokenHash: bytesOf('hash'),
  tokenSealed: bytesOf('token'),
  secretSealed: bytesOf('secret'),
  createdAt: 1_000
})

export const apiEndpointSuite = (open: OpenStore): void => {
  describe('API endpoints', () => {
    const opened = openForEachTest(open)

    it('are added once for a flow, also over a restart', async () => {
      const { store, reopen } = opened()
      const { flowId, id: subscriptionId } = await turnOn(store)
      expect(await store.apiEndpoints.ofFlow(flowId)).toBeNull()
      const endpoint = newEndpoint(flowId)
      await store.apiEndpoints.add(endpoint)
      const second = { ...newEndpoint(flowId), tokenHash: bytesOf('other') }
      await store.apiEndpoints.add(second)
      const again = await reopen()
      const kept = await again.apiEndpoints.ofFlow(flowId)
      expect(kept).toMatchObject({ id: endpoint.id, flowId, addressRenewedAt: null, secretRenewedAt: null })
      expect(Buffer.from(kept?.tokenSealed ?? []).toString()).toBe('token')
      expect(Buffer.from(kept?.secretSealed ?? []).toString()).toBe('secret')
      expect(await again.apiEndpoints.find(bytesOf('hash'))).toEqual({ subscriptionId })
      expect(await again.apiEndpoints.find(bytesOf('other'))).toBeNull()
    })

    it('stay while their flow is off', async () => {
      const { store } = opened()
      const { flowId, id } = await turnOn(store)
      await store.apiEndpoints.add(newEndpoint(flowId))
      await beginOff(store, { id })
      expect(await store.apiEndpoints.find(bytesOf('hash'))).toEqual({ subscriptionId: null })
      expect(await store.apiEndpoints.ofFlow(flowId)).not.toBeNull()
    })

    it('get another address or another secret', async () => {
      const { store } = opened()
      const { flowId, id: subscriptionId } = await turnOn(store)
      await store.apiEndpoints.add(newEndpoint(flowId))
      const told: string[][] = []
      store.listen(({ topic, ids }) => told.push([topic, ...ids]))
      const to = { tokenHash: bytesOf('hash 2'), tokenSealed: bytesOf('token 2'), at: 5_000 }
      await store.apiEndpoints.renewAddress(flowId, to)
      await store.apiEndpoints.renewSecret(flowId, { secretSealed: bytesOf('secret 2'), at: 6_000 })
      expect(await store.apiEndpoints.find(bytesOf('hash'))).toBeNull()
      expect(await store.apiEndpoints.find(bytesOf('hash 2'))).toEqual({ subscriptionId })
      const kept = await store.apiEndpoints.ofFlow(flowId)
      expect(kept).toMatchObject({ addressRenewedAt: 5_000, secretRenewedAt: 6_000 })
      expect(Buffer.from(kept?.secretSealed ?? []).toString()).toBe('secret 2')
      expect(told).toEqual([
        ['flows', flowId],
        ['flows', flowId]
      ])
    })

    it('are refused for a flow that is missing or has none', async () => {
      const { store } = opened()
      await expect(store.apiEndpoints.add(newEndpoint(newId()))).rejects.toMatchObject({ code: 'flow.gone' })
      const to = { secretSealed: bytesOf('secret'), at: 1 }
      await expect(store.apiEndpoints.renewSecret(newId(), to)).rejects.toMatchObject({
        code: 'endpoint.none'
      })
    })
  })
}
