import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isToken, noAuthentication, pill, text } from '@hookwright/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEnvironment } from '../env.ts'
import { openLog } from '../log.ts'
import { openEffects } from './open-effects.ts'
import { createUnabortedSignal, faultOf, requestOf, type Service, startService } from './testing.ts'

let folder: string
let service: Service
let opened: Awaited<ReturnType<typeof openEffects>>
const lines: string[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookwright-outside-'))
  service = await startService((_, response) => response.end('ok'))
  opened = await openEffects({
    environment: readEnvironment({ HOOKWRIGHT_DATA: folder, HOOKWRIGHT_OUTBOUND_ALLOW: service.origin }),
    log: openLog({ level: 'info', destination: { write: line => lines.push(line) } }),
    hasSealed: async () => false,
    passing: () => {},
    publicUrl: () => service.origin,
    bodyThread: null
  })
})
afterAll(async () => {
  await opened.close()
  await service.close()
  await rm(folder, { recursive: true })
})

const many = <Value>(make: () => Value): Value[] => Array.from({ length: 2_000 }, make)

describe('the effects of the backend', () => {
  it('newId returns UUIDs of version 7 in ascending order', () => {
    const ids = many(opened.effects.newId)
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('newToken returns tokens of 256 random bits, and hashToken their SHA-256', () => {
    const { newToken, hashToken } = opened.effects
    const tokens = many(newToken)
    expect(tokens.every(isToken)).toBe(true)
    expect(new Set(tokens).size).toBe(tokens.length)
    expect(Buffer.from(hashToken('abc')).toString('hex')).toMatch(/^ba7816bf8f01cfea4141/)
  })

  it('newSuffix returns six letters and digits', () => {
    const suffixes = many(opened.effects.newSuffix)
    expect(suffixes.every(suffix => /^[a-z0-9]{6}$/.test(suffix))).toBe(true)
    expect(new Set(suffixes.join('')).size).toBe(36)
  })

  it('random returns numbers from 0 up to but not 1', () => {
    const numbers = many(opened.effects.random)
    expect(numbers.every(number => number >= 0 && number < 1)).toBe(true)
    expect(numbers.some(number => number < 0.1) && numbers.some(number => number > 0.9)).toBe(true)
  })

  it('clientFor sends the credentials of the connection', async () => {
    const client = opened.effects.clientFor(
      {
        ...noAuthentication,
        kind: 'api-key',
        fields: [{ id: 'key', label: 'API key', entry: 'password', required: true }],
        baseUrl: text(service.origin),
        placement: {
          kind: 'header',
          name: 'Authorization',
          value: text('Bearer ', pill('connection', 'key'))
        }
      },
      { key: 'k1' }
    )
    await client(requestOf({ url: '/me', authenticate: true }), createUnabortedSignal())
    expect(service.received[0]).toMatchObject({ url: '/me', headers: { authorization: 'Bearer k1' } })
  })

  it('clientFor fails as surely not sent when the connection lacks a credential', async () => {
    const client = opened.effects.clientFor(
      {
        ...noAuthentication,
        fields: [{ id: 'key', label: 'API key', entry: 'password', required: true }],
        baseUrl: text(service.origin),
        placement: { kind: 'header', name: 'X-Key', value: pill('connection', 'key') }
      },
      {}
    )
    const fault = await faultOf(
      client(requestOf({ url: '/me', authenticate: true }), createUnabortedSignal())
    )
    expect(fault).toMatchObject({ code: 'connection.incomplete', details: { label: 'API key' } })
    expect(opened.effects.surelyNotSent(fault.toData())).toBe(true)
    expect(await client(requestOf({ url: '/open' }), createUnabortedSignal())).toMatchObject({ status: 200 })
  })

  it('log writes lines that name the run', () => {
    opened.effects.log('Odd.', { runId: 'r1' })
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ msg: 'Odd.', about: { runId: 'r1' } })
  })
})
