import { type ConnectionCheck, Fault, type Id, MINUTE, SECOND } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { manualClock } from '../testing/manual-clock.ts'
import { createConnectionChecks } from './connection-checks.ts'

const id = 'a-connection'

const open = ({ mayPing = true } = {}) => {
  const { clock, after, move } = manualClock()
  const written: ConnectionCheck[] = []
  let hold: Promise<void> = Promise.resolve()
  const checks = createConnectionChecks({
    store: {
      connections: {
        noteCheck: async (of: Id, check: ConnectionCheck) => {
          if (of !== id) await hold
          else written.push(check)
        },
        checksOf: async () => new Map(written.map(check => [id, check]))
      }
    },
    effects: { clock, after, log: () => {} },
    mayPing: async () => mayPing
  })
  let release = (): void => {}
  const client: ServiceClient = async ({ url }) => {
    if (url === '/slow') {
      await new Promise<void>(resolve => {
        release = resolve
      })
    }
    return { status: 200, headers: {}, body: '' }
  }
  const call = async (url = '/me', of = id): Promise<void> => {
    const request = {
      method: 'GET' as const,
      url,
      query: {},
      headers: {},
      body: null,
      authenticate: true,
      timeout: 1
    }
    await checks.watch(of, client)(request, new AbortController().signal)
  }
  /** Delays store writes for all connections except the tested one, until the returned function is called. */
  const holdOthers = (): (() => void) => {
    let goOn = (): void => {}
    hold = new Promise(resolve => {
      goOn = resolve
    })
    return goOn
  }
  return { checks, written, call, move, clock, holdOthers, answerSlow: () => release() }
}

test('a connection that is called every second is written every five minutes, and is current when read', async () => {
  const { checks, written, call, move, clock } = open()
  for (let second = 0; second < 600; second++) {
    await call()
    expect((await checks.of([id])).get(id)).toEqual({ at: clock(), fault: null })
    await move(SECOND)
  }
  await move(MINUTE)
  expect(written).toHaveLength(2)
})

test('a call that began before the values were replaced does not count as a check', async () => {
  const { checks, written, call, move, answerSlow } = open()
  const slow = call('/slow')
  await move(SECOND)
  checks.forget(id)
  answerSlow()
  await slow
  await move(MINUTE)
  expect(written).toEqual([])
})

test('the last call of a connection is written when the server stops', async () => {
  const { checks, written, call } = open()
  await call()
  await checks.flush()
  expect(written).toHaveLength(1)
})

const refused = new Fault('http.status', {
  method: 'GET',
  url: '/me',
  status: 401,
  said: 'no',
  body: 'no'
}).toData()

test('a failed ping remains after a successful call, in memory and in the database, until a ping succeeds', async () => {
  const { checks, written, call, move, clock } = open()
  const failed = { at: clock(), fault: refused }
  await checks.note(id, failed)
  await call()
  expect((await checks.of([id])).get(id)).toEqual(failed)
  await move(MINUTE)
  expect(written).toEqual([failed])
  await checks.note(id, { at: clock(), fault: null })
  await call()
  expect((await checks.of([id])).get(id)).toEqual({ at: clock(), fault: null })
})

test('a failed ping that cannot be repeated is replaced by a successful call', async () => {
  const { checks, written, call, move, clock } = open({ mayPing: false })
  await checks.note(id, { at: clock(), fault: refused })
  await call()
  expect((await checks.of([id])).get(id)).toEqual({ at: clock(), fault: null })
  await move(MINUTE)
  expect(written.at(-1)).toMatchObject({ fault: null })
})

test('a call that waits for another write does not overwrite new values or a ping that came meanwhile', async () => {
  const { checks, written, call, move, holdOthers } = open()
  const goOn = holdOthers()
  await call('/me', 'other-connection')
  await call()
  await move(MINUTE)
  checks.forget(id)
  goOn()
  await move(MINUTE)
  expect(written).toEqual([])
})

test('stopping waits for a write that has begun', async () => {
  const { checks, written, call, move, holdOthers } = open()
  const goOn = holdOthers()
  await call('/me', 'other-connection')
  await call()
  await move(MINUTE)
  const stopped = checks.flush()
  goOn()
  await stopped
  expect(written).toHaveLength(1)
})
