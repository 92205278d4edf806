import type { HttpRequest } from '@hookwright/engine'
import type { StoredBreaker } from '@hookwright/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { createBreakers } from './breakers.ts'

const request: HttpRequest = {
  ...({ method: 'GET', url: '/people', query: {}, headers: {}, body: null } as const),
  ...{ authenticate: true, timeout: 1_000 }
}
const signal = new AbortController().signal
const mine = { connectorId: 'acme', connectionId: 'mine', service: 'Acme HR', isHeld: true }
const openOne: StoredBreaker = {
  ...{ connectorId: 'acme', connectionId: 'mine', host: 'api.acme.example', opened: 1 },
  open: { since: 0, until: 30_000, pause: 30_000, why: { is: 'timeouts', calls: 5 } }
}

describe('an open breaker that several processes share', () => {
  let now: number
  let stored: StoredBreaker
  let claims: Map<string, object>
  let called: number
  let answer: (status: number) => void
  beforeEach(() => {
    now = 30_000
    stored = openOne
    claims = new Map()
    called = 0
  })

  /** Creates the breakers of one process, and a client for the service that all processes call. */
  const open = async () => {
    const process = {}
    const breakers = createBreakers({
      store: {
        breakers: {
          all: async () => [stored],
          keep: async each => {
            stored = each
          }
        }
      },
      effects: { clock: () => now, log: () => {} },
      hasOpened: () => undefined,
      mayGoOn: () => {},
      probes: {
        claim: async key => {
          const owner = claims.get(key) ?? process
          claims.set(key, owner)
          return owner === process
        },
        release: async key => {
          if (claims.get(key) === process) claims.delete(key)
        }
      }
    })
    await breakers.load()
    const client = async () => {
      called += 1
      const status = await new Promise<number>(resolve => {
        answer = resolve
      })
      return { status, headers: {}, body: '' }
    }
    const send = () => breakers.through(mine)(client, 'https://api.acme.example')(request, signal)
    return { breakers, send }
  }

  test('is probed by one process at a time', async () => {
    const [one, two] = [await open(), await open()]
    const probe = one.send()
    await expect.poll(() => called).toBe(1)
    await expect(two.send()).rejects.toMatchObject({ code: 'http.held', details: { until: 60_000 } })
    answer(200)
    expect((await probe).status).toBe(200)
    await expect.poll(() => claims.size).toBe(0)
    expect([called, stored.open]).toEqual([1, null])
    await two.breakers.adopt()
    expect(two.breakers.open()).toEqual([])
  })

  test('is not probed by another process before the pause set by the last one has ended', async () => {
    const [one, two] = [await open(), await open()]
    const probe = one.send()
    await expect.poll(() => called).toBe(1)
    answer(503)
    await probe
    await expect.poll(() => claims.size).toBe(0)
    // Nobody has told it yet.
    await expect(two.send()).rejects.toMatchObject({ code: 'http.held', details: { until: 90_000 } })
    expect([called, claims.size]).toEqual([1, 0])
    now = 90_000
    const next = two.send()
    await expect.poll(() => called).toBe(2)
    await expect(one.send()).rejects.toMatchObject({ code: 'http.held' })
    answer(200)
    await next
  })

  test('lets requests through after another process closed it', async () => {
    const one = await open()
    stored = { ...openOne, open: null }
    const sent = one.send()
    await expect.poll(() => called).toBe(1)
    expect(claims.size).toBe(0)
    answer(200)
    await sent
  })
})
