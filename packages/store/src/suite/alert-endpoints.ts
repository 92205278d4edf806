import type { AlertEndpoint, AlertMessage, Id } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { NewAlertMessage, Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { newId } from './samples.ts'

const sampleEndpoint = (over: Partial<AlertEndpoint> = {}): AlertEndpoint => ({
  id: newId(),
  url: 'https://pager.acme.example/alerts',
  kinds: ['run-on-hold'],
  status: { is: 'on' },
  createdAt: 1_000,
  failingSince: null,
  formerUntil: null,
  ...over
})

const [first, second] = [new Uint8Array([1, 1]), new Uint8Array([2, 2])]

export const alertEndpointSuite = (open: OpenStore): void => {
  describe('addresses for alerts', () => {
    const opened = openForEachTest(open)

    const keep = async (store: Store, over: Partial<AlertEndpoint> = {}): Promise<AlertEndpoint> => {
      const endpoint = sampleEndpoint(over)
      await store.alertEndpoints.add(endpoint, first)
      return endpoint
    }
    const messageTo = (endpointId: Id, createdAt = 5_000): NewAlertMessage => ({
      id: newId(),
      endpointId,
      alertId: null,
      type: 'hookwright.test',
      body: '{"a":1}',
      createdAt
    })
    const waiting = (message: NewAlertMessage): AlertMessage => ({
      ...message,
      status: { is: 'waiting', nextAt: message.createdAt },
      sendings: []
    })
    const failure = { at: 6_000, status: 500, why: 'The endpoint answered 500.', took: 12 }

    it('are stored with their secret, changed, and removed', async () => {
      const { store, reopen } = opened()
      const one = await keep(store)
      const two = await keep(store, { kinds: null })
      expect(await store.hasSealed()).toBe(true)
      await store.alertEndpoints.change(two.id, { url: 'https://other.acme.example', kinds: ['drift-found'] })
      const again = await reopen()
      const changed = { ...two, url: 'https://other.acme.example', kinds: ['drift-found'] }
      expect(await again.alertEndpoints.list()).toEqual([one, changed])
      const found = await again.alertEndpoints.find(one.id)
      expect(found).toMatchObject({ ...one, formerSealed: null })
      expect([...(found?.secretSealed ?? [])]).toEqual([...first])
      await again.alertEndpoints.addMessage(messageTo(one.id))
      await again.alertEndpoints.remove(one.id)
      expect(await again.alertEndpoints.find(one.id)).toBeNull()
      expect(await again.alertEndpoints.planned(9)).toEqual([])
    })

    it('keep the former secret after a new one', async () => {
      const { store } = opened()
      const { id } = await keep(store)
      await store.alertEndpoints.rotate(id, { secretSealed: second, formerUntil: 90_000 })
      const found = await store.alertEndpoints.find(id)
      expect(found).toMatchObject({ formerUntil: 90_000 })
      expect([...(found?.secretSealed ?? [])]).toEqual([...second])
      expect([...(found?.formerSealed ?? [])]).toEqual([...first])
    })

    it('have pending messages, the next first, and record each try', async () => {
      const { store } = opened()
      const { id } = await keep(store)
      const [later, sooner] = [messageTo(id, 9_000), messageTo(id, 8_000)]
      for (const message of [later, sooner]) await store.alertEndpoints.addMessage(message)
      expect(await store.alertEndpoints.planned(9)).toEqual([waiting(sooner), waiting(later)])
      expect(await store.alertEndpoints.planned(1)).toEqual([waiting(sooner)])
      const status = { is: 'waiting' as const, nextAt: 60_000 }
      const tried = { sending: failure, status, failingSince: 6_000, stopped: null }
      await store.alertEndpoints.endTry(sooner.id, tried)
      expect(await store.alertEndpoints.find(id)).toMatchObject({ failingSince: 6_000 })
      const kept = { ...sooner, status, sendings: [failure] }
      expect(await store.alertEndpoints.messagesOf(id, 9)).toEqual([kept, waiting(later)])
      const success = { at: 60_000, status: 204, why: null, took: 3 }
      const sent = { sending: success, status: { is: 'sent' as const }, failingSince: null, stopped: null }
      await store.alertEndpoints.endTry(sooner.id, sent)
      await store.alertEndpoints.endTry(sooner.id, tried)
      const done = { ...sooner, status: { is: 'sent' }, sendings: [failure, success] }
      expect(await store.alertEndpoints.messagesOf(id, 9)).toEqual([done, waiting(later)])
      expect(await store.alertEndpoints.find(id)).toMatchObject({ failingSince: null })
    })

    it('that are stopped or switched off drop their pending messages', async () => {
      const { store } = opened()
      const { id } = await keep(store)
      const [one, other] = [messageTo(id), messageTo(id)]
      for (const message of [one, other]) await store.alertEndpoints.addMessage(message)
      const stopped = 'The endpoint answered 410 Gone.'
      const params = { sending: failure, status: { is: 'given-up' as const }, failingSince: 6_000, stopped }
      await store.alertEndpoints.endTry(one.id, params)
      expect(await store.alertEndpoints.list()).toMatchObject([{ status: { is: 'stopped', why: stopped } }])
      expect(await store.alertEndpoints.messagesOf(id, 9)).toMatchObject([
        { id: other.id, status: { is: 'given-up' }, sendings: [] },
        { id: one.id, status: { is: 'given-up' }, sendings: [failure] }
      ])
      await store.alertEndpoints.setStatus(id, { is: 'on' })
      expect(await store.alertEndpoints.list()).toMatchObject([{ status: { is: 'on' }, failingSince: null }])
      await store.alertEndpoints.addMessage(messageTo(id))
      await store.alertEndpoints.setStatus(id, { is: 'off' })
      expect(await store.alertEndpoints.planned(9)).toEqual([])
    })

    it('that are unknown throw a fault', async () => {
      const { alertEndpoints } = opened().store
      const gone = { code: 'alert-endpoint.gone' }
      await expect(alertEndpoints.setStatus(newId(), { is: 'on' })).rejects.toMatchObject(gone)
      await expect(alertEndpoints.remove(newId())).rejects.toMatchObject(gone)
      await expect(alertEndpoints.addMessage(messageTo(newId()))).rejects.toMatchObject(gone)
      expect(await alertEndpoints.find(newId())).toBeNull()
    })
  })
}
