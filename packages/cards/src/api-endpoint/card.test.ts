import { emptyCatalog, problemsOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import type { JsonObject } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { put } from '../testing.ts'
import { apiEndpoint } from './card.ts'
import { apiEndpointRows } from './rows.ts'

const fresh = (config: JsonObject = {}) =>
  put(apiEndpoint, 'start', { config: { ...apiEndpoint.blank().config, ...config } })

const problems = (config: JsonObject) =>
  problemsOf(flowOf(fresh(config)), cardSpecs, emptyCatalog).map(({ field }) => field)

const rules = (config: JsonObject) => apiEndpoint.receives(fresh(config).config)

test('a new card takes a secret in X-API-Key, 10 calls a second and a burst of 100', () => {
  expect(problems({})).toEqual([])
  expect(rules({})).toMatchObject({
    methods: ['GET', 'POST'],
    limits: { perSecond: 10, burst: 100 },
    verify: [{ algorithm: 'token', signature: { from: 'header', name: 'X-API-Key', prefix: '' } }]
  })
})

test('signed calls are POST, since a signature covers the body alone', () => {
  expect(rules({ security: 'hmac' })).toMatchObject({
    methods: ['POST'],
    verify: [{ signature: { name: 'X-Signature-256', prefix: 'sha256=' } }]
  })
  expect(rules({ security: 'standard-webhooks' })).toMatchObject({
    methods: ['POST'],
    deliveryId: '{header.webhook-id}'
  })
  expect(rules({ security: 'open' })?.verify).toEqual([])
})

test('a secret in Authorization is a bearer token', () => {
  expect(rules({ header: 'Authorization' })).toMatchObject({
    verify: [{ signature: { name: 'Authorization', prefix: 'Bearer ' } }]
  })
})

test.each([
  [{ header: 'Host' }, ['config.header']],
  [{ header: 'a b' }, ['config.header']],
  [{ security: 'open', header: 'a b' }, []],
  [{ perSecond: 0 }, ['config.perSecond']],
  [{ burst: 1.5 }, ['config.burst']],
  [{ perSecond: 1_001, burst: 10_001 }, ['config.perSecond', 'config.burst']]
])('settings that cannot work cause problems: %j', (config, fields) => {
  expect(problems(config)).toEqual(fields)
})

test('the card outputs the parts of the call', async () => {
  const delivery = {
    body: { a: 1 },
    query: { q: '1' },
    headers: { h: 'x' },
    method: 'POST',
    receivedAt: null
  }
  const { steps } = await runWith(flowOf(fresh()), { delivery }, { specs: cardSpecs })
  expect(steps[0]?.outputs).toMatchObject({ body: { a: 1 }, query: { q: '1' }, method: 'POST' })
})

test('the rows show the header only if one is used, and the limits when they are unfolded', () => {
  const keysOf = (config: JsonObject, flipped: string[] = []): string[] => {
    const card = fresh(config)
    const { head } = apiEndpointRows({
      ...{ card, spec: apiEndpoint, catalog: emptyCatalog, problems: [] },
      ports: apiEndpoint.ports(card.config, emptyCatalog),
      flipped: new Set(flipped),
      known: new Map(),
      values: null
    })
    return head.map(row => (row.kind === 'setting' ? row.setting.key : row.kind))
  }
  expect(keysOf({})).toEqual(['security', 'header', 'section'])
  expect(keysOf({ security: 'open' })).toEqual(['security', 'section'])
  expect(keysOf({ security: 'open' }, ['limits'])).toEqual([
    ...['security', 'section', 'perSecond', 'burst', 'atOnce']
  ])
})
