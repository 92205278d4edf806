import type { HttpRequest } from '@hookwright/engine'
import { Fault, type StoredBreaker } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { createBreakers, hostOf } from './breakers.ts'

const request: HttpRequest = {
  method: 'POST',
  url: '/people?name=Ada',
  query: {},
  headers: {},
  body: null,
  authenticate: true,
  timeout: 1_000
}
const signal = new AbortController().signal
const baseUrl = 'https://api.acme.example'
const mine = { connectorId: 'acme', connectionId: 'mine', service: 'Acme HR', isHeld: true }
const ofMine = { connectorId: 'acme', connectionId: 'mine', host: 'api.acme.example' }

/** Creates breakers on a manual clock, with a service whose responses a test chooses. */
const openBreakers = (before: StoredBreaker[] = []) => {
  let now = Date.UTC(2026, 10, 26, 14, 1)
  let answer: () => Promise<number> = async () => 200
  let called = 0
  const kept = new Map(before.map(each => [`${each.connectionId} ${each.host}`, each]))
  const opened: StoredBreaker[] = []
  let wentOn = 0
  const breakers = createBreakers({
    store: {
      breakers: {
        all: async () => [...kept.values()],
        keep: async each => void kept.set(`${each.connectionId} ${each.host}`, each)
      }
    },
    effects: { clock: () => now, log: () => {} },
    hasOpened: each => void opened.push(each),
    mayGoOn: () => {
      wentOn++
    }
  })
  const service: ServiceClient = async () => {
    called++
    return { status: await answer(), headers: {}, body: '' }
  }
  const send = (caller: typeof mine | (Omit<typeof mine, 'connectionId'> & { connectionId: null }) = mine) =>
    breakers.through(caller)(service, baseUrl)(request, signal)
  return {
    breakers,
    kept,
    opened,
    send,
    answer: (next: typeof answer) => {
      answer = next
    },
    move: (by: number) => {
      now += by
    },
    called: () => called,
    wentOn: () => wentOn,
    fail: async (count = 20) => {
      answer = async () => 503
      for (let at = 0; at < count; at++) await send().catch(() => {})
    }
  }
}

const heldBack = {
  code: 'http.held',
  message:
    'POST /people was not sent because requests to Acme HR at api.acme.example are blocked: 20 of 20 calls failed.',
  details: { until: Date.UTC(2026, 10, 26, 14, 1, 30) }
}

describe('the breaker of a service that fails', () => {
  test('blocks calls until a probe, with a fault that names the time and the cause', async () => {
    const one = openBreakers()
    await one.fail()
    await expect(one.send()).rejects.toMatchObject(heldBack)
    expect(one.called()).toBe(20)
    expect(one.opened).toMatchObject([{ ...ofMine, opened: 1, open: { why: { failed: 20, calls: 20 } } }])
    expect(one.breakers.open()).toEqual(one.opened)
  })

  test('does not block calls with other connections or to other hosts', async () => {
    const one = openBreakers()
    await one.fail()
    one.answer(async () => 200)
    expect((await one.send({ ...mine, connectionId: 'theirs' })).status).toBe(200)
    expect((await one.send({ ...mine, connectionId: null })).status).toBe(200)
  })

  test('closes after a successful call of a caller that ignores breakers', async () => {
    const one = openBreakers()
    await one.fail()
    one.move(1_000)
    one.answer(async () => 201)
    expect((await one.send({ ...mine, isHeld: false })).status).toBe(201)
    expect((await one.send()).status).toBe(201)
    expect(one.wentOn()).toBe(1)
  })

  test('lets a single probe through after its pause, and all calls once that succeeds', async () => {
    const one = openBreakers()
    await one.fail()
    one.move(30_000)
    let answer = (_: number): void => {}
    one.answer(() => new Promise(resolve => (answer = resolve)))
    const probe = one.send()
    await expect(one.send()).rejects.toMatchObject({ code: 'http.held' })
    answer(200)
    expect((await probe).status).toBe(200)
    one.answer(async () => 200)
    expect((await one.send()).status).toBe(200)
    expect(one.called()).toBe(22)
    await one.breakers.idle()
    expect([...one.kept.values()]).toEqual([{ ...ofMine, open: null, opened: 1 }])
  })

  test('does not count requests that were never sent, nor a run that was ended', async () => {
    const one = openBreakers()
    one.answer(async () => {
      throw new Fault('http.host-not-allowed', { host: 'x' })
    })
    for (let at = 0; at < 40; at++) await one.send().catch(() => {})
    expect(one.breakers.open()).toEqual([])
    one.answer(async () => {
      throw new Fault('http.timed-out', { sent: 'maybe' })
    })
    for (let at = 0; at < 5; at++) await one.send().catch(() => {})
    expect(one.breakers.open()).toMatchObject([{ open: { why: { is: 'timeouts', calls: 5 } } }])
  })
})

test('stays open over a restart', async () => {
  const before = openBreakers()
  await before.fail()
  await before.breakers.idle()
  const one = openBreakers([...before.kept.values()])
  await one.breakers.load()
  await expect(one.send()).rejects.toMatchObject(heldBack)
  expect(one.opened).toEqual([])
})

describe('a person with an open breaker', () => {
  test('can send a probe before the pause ends', async () => {
    const one = openBreakers()
    await one.fail()
    await one.breakers.probe(ofMine)
    expect(one.wentOn()).toBe(1)
    expect((await one.send()).status).toBe(503)
    await expect(one.send()).rejects.toMatchObject({ code: 'http.held' })
    expect([...one.kept.values()]).toMatchObject([{ open: { pause: 60_000 } }])
  })

  test('can close the breaker', async () => {
    const one = openBreakers()
    await one.fail()
    await one.breakers.close(ofMine)
    expect(one.wentOn()).toBe(1)
    expect((await one.send()).status).toBe(503)
    await expect(one.breakers.close(ofMine)).rejects.toMatchObject({ code: 'breaker.closed' })
    await expect(one.breakers.probe({ ...ofMine, host: 'nobody' })).rejects.toMatchObject({
      code: 'breaker.closed'
    })
  })
})

test('deleting a connection deletes its breakers', async () => {
  const one = openBreakers()
  await one.fail()
  one.breakers.forget('mine')
  expect(one.breakers.open()).toEqual([])
})

test.each([
  ['/people', 'https://api.acme.example/v1', 'api.acme.example'],
  ['users:search', 'https://api.acme.example:8443', 'api.acme.example:8443'],
  [' https://files.acme.example/a?b=c ', 'https://api.acme.example', 'files.acme.example'],
  ['/people', '', null],
  ['https://', 'https://api.acme.example', null]
])('a request to %j from %j goes to %j', (url, baseUrl, host) => {
  expect(hostOf(url, baseUrl)).toBe(host)
})

test('an invalid host name has no breaker, since such names could be stored without limit', () => {
  expect(hostOf(`https://${'acme.'.repeat(49)}example:8443`, '')).not.toBeNull()
  expect(hostOf(`https://${'acme.'.repeat(52)}example`, '')).toBeNull()
})
