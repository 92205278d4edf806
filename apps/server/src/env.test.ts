import { Fault, Secret } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import { readEnvironment } from './env.ts'

const read = (env: NodeJS.ProcessEnv) => readEnvironment(env, '/srv')

const mistakesIn = (env: NodeJS.ProcessEnv): string => {
  try {
    read(env)
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'environment.invalid') return String(thrown.details.what)
    throw thrown
  }
  return 'none'
}

describe('the environment', () => {
  it('has a default for everything', () => {
    expect(read({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      dataFolder: '/srv/.hookwright',
      databaseUrl: null,
      roles: new Set(['web', 'receive', 'run']),
      registrationSeconds: 60,
      secretKey: null,
      secretKeyFile: null,
      outboundAllow: new Set(),
      practice: null,
      maxBody: 10_485_760,
      retentionDays: 30,
      logLevel: 'info',
      ratePerSecond: 10_000,
      burst: 100_000,
      networkPerSecond: 1_000,
      networkBurst: 60_000,
      runsAtOnce: 256,
      drainSeconds: 0,
      fastPath: true,
      proxies: [],
      metricsToken: null,
      traces: null,
      warnings: []
    })
  })

  it('narrows a process to roles, which need a database that processes share', () => {
    const shared = {
      HOOKWRIGHT_DATABASE_URL: 'postgres://db.internal/hookwright',
      HOOKWRIGHT_SECRET_KEY: 'a key of 32 characters, or more.'
    }
    expect(read({ ...shared, HOOKWRIGHT_ROLES: 'receive, run' }).roles).toEqual(new Set(['receive', 'run']))
    expect(read({ HOOKWRIGHT_ROLES: 'run,receive,web' }).roles.size).toBe(3)
    expect(mistakesIn({ HOOKWRIGHT_ROLES: 'run' })).toBe(
      'HOOKWRIGHT_ROLES leaves out web and receive, but without HOOKWRIGHT_DATABASE_URL one process does everything. Remove HOOKWRIGHT_ROLES, or share a PostgreSQL database.'
    )
    for (const roles of ['ingest', 'web,', 'web;run']) {
      expect(mistakesIn({ ...shared, HOOKWRIGHT_ROLES: roles })).toBe(
        `HOOKWRIGHT_ROLES is “${roles}”, but it has to be one or more of web, receive, run, with commas between them.`
      )
    }
  })

  it('reads set variables without surrounding blanks, and takes an empty variable as unset', () => {
    const set = read({
      PORT: ' 8080 ',
      HOOKWRIGHT_HOST: '::',
      HOOKWRIGHT_PUBLIC_URL: 'https://hooks.example.com/',
      HOOKWRIGHT_DATA: 'data',
      HOOKWRIGHT_REGISTRATION_SECONDS: '5',
      HOOKWRIGHT_SECRET_KEY_FILE: 'keys/seal',
      HOOKWRIGHT_OUTBOUND_ALLOW: 'http://127.0.0.1:3001, https://crm.internal',
      HOOKWRIGHT_PRACTICE_URL: 'http://127.0.0.1:3001',
      HOOKWRIGHT_PRACTICE_KEY: 'acme_key',
      HOOKWRIGHT_PRACTICE_CHAT_URL: 'http://127.0.0.1:3002',
      HOOKWRIGHT_MAX_BODY: '10485760',
      HOOKWRIGHT_RETENTION_DAYS: '90',
      HOOKWRIGHT_LOG_LEVEL: 'debug',
      HOOKWRIGHT_RATE_PER_SECOND: '0',
      HOOKWRIGHT_BURST: '',
      HOOKWRIGHT_NETWORK_PER_SECOND: '50',
      HOOKWRIGHT_NETWORK_BURST: '500',
      HOOKWRIGHT_RUNS_AT_ONCE: '80',
      HOOKWRIGHT_DRAIN_SECONDS: '15',
      HOOKWRIGHT_FAST_PATH: 'off',
      HOOKWRIGHT_PROXIES: '127.0.0.1, 10.0.0.0/8,::1',
      HOOKWRIGHT_METRICS_TOKEN: 'sixteen-letters!',
      HOME: '/somewhere'
    })
    expect(set).toEqual({
      port: 8080,
      host: '::',
      publicUrl: 'https://hooks.example.com',
      dataFolder: '/srv/data',
      databaseUrl: null,
      roles: new Set(['web', 'receive', 'run']),
      registrationSeconds: 5,
      secretKey: null,
      secretKeyFile: '/srv/keys/seal',
      outboundAllow: new Set(['http://127.0.0.1:3001', 'https://crm.internal']),
      practice: {
        url: 'http://127.0.0.1:3001',
        apiKey: expect.any(Secret),
        chatUrl: 'http://127.0.0.1:3002'
      },
      maxBody: 10_485_760,
      retentionDays: 90,
      logLevel: 'debug',
      ratePerSecond: 0,
      burst: 100_000,
      networkPerSecond: 50,
      networkBurst: 500,
      runsAtOnce: 80,
      drainSeconds: 15,
      fastPath: false,
      proxies: ['127.0.0.1', '10.0.0.0/8', '::1'],
      metricsToken: expect.any(Secret),
      traces: null,
      warnings: []
    })
  })

  it('keeps the secret key where it cannot be printed', () => {
    const { secretKey } = read({ HOOKWRIGHT_SECRET_KEY: 'k'.repeat(32) })
    expect(secretKey?.reveal()).toBe('k'.repeat(32))
    expect(JSON.stringify({ secretKey })).toBe('{"secretKey":"•••"}')
    const { practice } = read({
      HOOKWRIGHT_PRACTICE_URL: 'http://127.0.0.1:3001',
      HOOKWRIGHT_PRACTICE_KEY: 'acme_key',
      HOOKWRIGHT_PRACTICE_CHAT_URL: 'http://127.0.0.1:3002'
    })
    expect([practice?.apiKey.reveal(), `${practice?.apiKey}`]).toEqual(['acme_key', '•••'])
  })

  it('does not know its public URL before it listens when the port is any free one', () => {
    expect(read({ PORT: '0' }).publicUrl).toBeNull()
    expect(read({ PORT: '0', HOOKWRIGHT_PUBLIC_URL: 'https://a.example' }).publicUrl).toBe(
      'https://a.example'
    )
  })

  it('names every mistake at once, with the variable, its value and what is allowed', () => {
    expect(
      mistakesIn({ PORT: 'abc', HOOKWRIGHT_REGISTRATION_SECONDS: '61', HOOKWRIGHT_LOG_LEVEL: 'loud' })
    ).toBe(
      'PORT is “abc”, but it has to be a whole number from 0 to 65535. ' +
        'HOOKWRIGHT_REGISTRATION_SECONDS is “61”, but it has to be a whole number from 1 to 60. ' +
        'HOOKWRIGHT_LOG_LEVEL is “loud”, but it has to be one of fatal, error, warn, info, debug, trace, silent.'
    )
  })

  it('never shows the secret key, even one that is too short', () => {
    const mistakes = mistakesIn({ HOOKWRIGHT_SECRET_KEY: 'hunter2' })
    expect(mistakes).toContain('HOOKWRIGHT_SECRET_KEY has an invalid value')
    expect(mistakes).toContain('at least 32 characters')
    expect(mistakes).not.toContain('hunter2')
    const ofMetrics = mistakesIn({ HOOKWRIGHT_METRICS_TOKEN: 'hunter2' })
    expect(ofMetrics).toContain('HOOKWRIGHT_METRICS_TOKEN has an invalid value')
    expect(ofMetrics).not.toContain('hunter2')
  })

  it('sends traces where the variables of OpenTelemetry ask for it, by HTTP alone', () => {
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.internal:4318' }
    expect(read(endpoint).traces).toBe('http/protobuf')
    expect(read({ OTEL_TRACES_EXPORTER: 'otlp' }).traces).toBe('http/protobuf')
    expect(read({ ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }).traces).toBe('http/json')
    expect(read({ ...endpoint, OTEL_TRACES_EXPORTER: 'none' }).traces).toBeNull()
    expect(read({ ...endpoint, OTEL_SDK_DISABLED: 'true' }).traces).toBeNull()
    expect(read({ OTEL_SERVICE_NAME: 'hooks' }).traces).toBeNull()
    expect(read({ ...endpoint, OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc' })).toMatchObject({
      traces: null,
      warnings: [
        'No traces are sent, because OTEL_EXPORTER_OTLP_TRACES_PROTOCOL is “grpc” and not http/protobuf or http/json.'
      ]
    })
    expect(read({ OTEL_TRACES_EXPORTER: 'zipkin' }).warnings).toEqual([
      expect.stringContaining('otlp or none')
    ])
  })

  it('refuses a URL with a password in it, and does not show the password', () => {
    expect(mistakesIn({ HOOKWRIGHT_PUBLIC_URL: 'https://me:pw@example.com' })).toContain(
      'HOOKWRIGHT_PUBLIC_URL is “https://…@example.com”'
    )
  })

  it('takes the URL of a PostgreSQL database only with an encryption key, and shows neither', () => {
    const url = 'postgres://hookwright:pw@db.internal/hookwright'
    const set = read({ HOOKWRIGHT_DATABASE_URL: url, HOOKWRIGHT_SECRET_KEY_FILE: '/run/key' })
    expect([set.databaseUrl?.reveal(), `${set.databaseUrl}`]).toEqual([url, '•••'])
    expect(mistakesIn({ HOOKWRIGHT_DATABASE_URL: url })).toBe(
      'HOOKWRIGHT_DATABASE_URL is set, but no encryption key. Set HOOKWRIGHT_SECRET_KEY or ' +
        'HOOKWRIGHT_SECRET_KEY_FILE, the same one for every server of this database.'
    )
    for (const wrong of ['mysql://me:pw@db/hookwright', 'me:pw@db/hookwright', 'postgres://me:pw@db']) {
      const mistakes = mistakesIn({ HOOKWRIGHT_DATABASE_URL: wrong })
      expect(mistakes).toContain('has to be the URL of a PostgreSQL database, such as postgres://')
      expect(mistakes).not.toContain('pw')
    }
  })

  it('refuses a secret key beside a file with one', () => {
    expect(mistakesIn({ HOOKWRIGHT_SECRET_KEY: 'k'.repeat(32), HOOKWRIGHT_SECRET_KEY_FILE: '/k' })).toContain(
      'are both set'
    )
  })

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3e3'],
    ['HOOKWRIGHT_HOST', 'a b'],
    ['HOOKWRIGHT_PUBLIC_URL', 'ftp://example.com'],
    ['HOOKWRIGHT_PUBLIC_URL', 'https://example.com/hooks'],
    ['HOOKWRIGHT_PUBLIC_URL', 'example.com'],
    ['HOOKWRIGHT_OUTBOUND_ALLOW', 'http://127.0.0.1:3001/,https://crm.internal'],
    ['HOOKWRIGHT_OUTBOUND_ALLOW', 'http://a.internal,,http://b.internal'],
    ['HOOKWRIGHT_OUTBOUND_ALLOW', '*'],
    ['HOOKWRIGHT_PRACTICE_URL', 'off'],
    ['HOOKWRIGHT_MAX_BODY', '10485761'],
    ['HOOKWRIGHT_MAX_BODY', '0'],
    ['HOOKWRIGHT_RETENTION_DAYS', '0'],
    ['HOOKWRIGHT_RATE_PER_SECOND', '-5'],
    ['HOOKWRIGHT_NETWORK_BURST', '0'],
    ['HOOKWRIGHT_FAST_PATH', 'maybe'],
    ['HOOKWRIGHT_PROXIES', 'proxy.internal'],
    ['HOOKWRIGHT_PROXIES', '10.0.0.0/64'],
    ['HOOKWRIGHT_PROXIES', '127.0.0.1,']
  ])('refuses %s=%s', (name, value) => {
    expect(mistakesIn({ [name]: value })).toContain(`${name} is “${value}”, but it has to be `)
  })
})
