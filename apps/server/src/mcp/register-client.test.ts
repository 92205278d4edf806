import { once } from 'node:events'
import { createServer } from 'node:http'
import { Fault } from '@hookwright/model'
import express from 'express'
import { expect, onTestFinished, test } from 'vitest'
import type { OauthRecords } from '../sign-in/oauth-records.ts'
import { overHttp } from '../testing/over-http.ts'
import { registerClient } from './register-client.ts'

/**
 * Registers a client. `counts` are the numbers of registered clients that the storage reports, before and
 * after a sweep.
 */
const register = async (counts: number[], wait: number | null = null) => {
  const kept: string[] = []
  const records = {
    countClients: async () => counts.shift() ?? 0,
    sweep: async () => {},
    put: async (_: string, id: string) => void kept.push(id)
  }
  const handler = registerClient({
    loadServer: async () =>
      ({ provider: { Client: { validate: async () => {} } }, call: (act: () => unknown) => act() }) as never,
    records: records as unknown as OauthRecords,
    rates: { take: () => wait },
    networkOf: () => '192.0.2.0',
    clock: () => 1_000
  })
  const server = createServer(express().post('/', express.json(), handler)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const { status, text, headers } = await overHttp(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ redirect_uris: ['https://agent.example/callback'] })
  })
  return { status, body: JSON.parse(text), headers, kept }
}

test('an unused client is replaced by a new one, and without one the registration is refused', async () => {
  const made = await register([5_000, 4_000])
  expect(made.status).toBe(201)
  expect(made.kept).toEqual([made.body.client_id])
  const full = await register([5_000, 5_000])
  expect([full.status, full.kept]).toEqual([503, []])
  expect(full.body).toEqual({
    error: 'temporarily_unavailable',
    error_description: new Fault('agents.too-many-clients').message
  })
})

test('a network that registers too many clients gets 429 with a Retry-After', async () => {
  const { status, body, headers } = await register([], 90)
  expect([status, headers.get('retry-after')]).toEqual([429, '90'])
  expect(body.error_description).toBe(new Fault('agents.too-many-registrations', { seconds: 90 }).message)
})
