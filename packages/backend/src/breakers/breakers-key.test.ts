import type { HttpRequest } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import { expect, test } from 'vitest'
import { createBreakers } from './breakers.ts'

const request: HttpRequest = {
  method: 'POST',
  url: '/',
  query: {},
  headers: {},
  body: null,
  authenticate: true,
  timeout: 1_000
}
const { signal } = new AbortController()
const caller = { connectorId: 'acme', connectionId: 'mine', service: 'Acme HR', isHeld: true }

const openBreakers = () => {
  const breakers = createBreakers({
    store: { breakers: { all: async () => [], keep: async () => {} } },
    effects: { clock: () => 1_000_000, log: () => {} },
    hasOpened: () => undefined,
    mayGoOn: () => {}
  })
  const send = (host: string, client = async () => ({ status: 200, headers: {}, body: '' })) =>
    breakers.through(caller)(client, `https://${host}`)(request, signal)
  /** Starts calls to a host. Returns a function that makes all of them time out. */
  const begin = (host: string, calls: number) => {
    const ends: (() => void)[] = []
    const client = () =>
      new Promise<never>((_, reject) => {
        ends.push(() => reject(new Fault('http.timed-out', { method: 'POST', url: '/', seconds: 1 })))
      })
    const begun = Array.from({ length: calls }, () => send(host, client).catch(() => {}))
    return async () => {
      for (const end of ends) end()
      await Promise.all(begun)
    }
  }
  return { breakers, send, begin }
}

// review: house B5
test('a call counts for the breaker of its host even if the breaker was evicted and created again meanwhile', async () => {
  const { breakers, send, begin } = openBreakers()
  const timeOut = begin('slow.example', 5)
  for (let at = 0; at < 10_000; at++) await send(`host-${at}.example`)
  await send('slow.example')
  await timeOut()
  expect(breakers.open()).toMatchObject([{ host: 'slow.example', open: { why: { is: 'timeouts' } } }])
  await expect(send('slow.example')).rejects.toMatchObject({ code: 'http.held' })
})

// review: house B5
test('calls that end after their connection was deleted open no breaker', async () => {
  const { breakers, begin } = openBreakers()
  const timeOut = begin('slow.example', 5)
  breakers.forget('mine')
  await timeOut()
  expect(breakers.open()).toEqual([])
})
