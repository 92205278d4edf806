import { type Catalog, deployedKeyOf, emptyCatalog, problemsOf, specsOf } from '@hookwright/engine'
import { connectedTo, fakeEffects, flowOf, runCardAlone, runWith } from '@hookwright/engine/testing'
import { type Binding, CUSTOM_API_ACTION, type JsonObject, literal, pill, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import { apiEndpoint } from '../api-endpoint/card.ts'
import { compose } from '../compose/card.ts'
import { put } from '../testing.ts'
import { customApiAction } from './card.ts'

const config: JsonObject = {
  ...customApiAction.blank().config,
  connectorId: 'connector',
  versionId: 'version',
  connectionId: 'connection'
}

const around: Catalog = {
  ...emptyCatalog,
  actions: new Map([
    [
      deployedKeyOf('version', CUSTOM_API_ACTION),
      { ...connectedTo(fakeEffects()).signature, connectorName: 'Acme Tracker' }
    ]
  ])
}

const problems = (changed: JsonObject, url: Binding, catalog = around) =>
  customApiAction.check(
    put(customApiAction, 'call', { config: { ...config, ...changed }, inputs: { url } }),
    catalog
  )

test('the card names its connector, version and connection, and the action that represents requests', () => {
  expect(customApiAction.acts(config)).toEqual({
    connectorId: 'connector',
    versionId: 'version',
    connectionId: 'connection',
    actionFlowId: CUSTOM_API_ACTION
  })
})

test('the card sends its request through its connection, below the base URL and with credentials', async () => {
  const own = fakeEffects(() => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"id":7}'
  }))
  const ofEvent = fakeEffects()
  const card = put(customApiAction, 'call', {
    config: { ...config, method: 'mapped' },
    inputs: {
      method: literal('patch'),
      url: text('/users/', pill('name', 'out')),
      query: literal({ notify: true }),
      headers: literal({ 'X-Team': 'Support' }),
      body: text('{"name":', pill('name', 'out'), '}')
    }
  })
  const name = put(compose, 'name', { inputs: { text: literal('Zoë "Z"/1') } })
  const [output] = compose.ports(name.config, emptyCatalog)?.outputs ?? []
  const reading = JSON.parse(JSON.stringify(card).replaceAll('"out"', `"${output?.id}"`))
  const outcome = await runWith(
    flowOf(name, reading),
    {},
    {
      specs: specsOf([compose, customApiAction]),
      fx: ofEvent,
      catalog: around,
      actionOf: () => connectedTo(own)
    }
  )
  expect(outcome.status).toEqual({ is: 'succeeded' })
  expect(ofEvent.sent).toEqual([])
  expect(own.sent).toEqual([
    {
      method: 'PATCH',
      url: '/users/Zo%C3%AB%20%22Z%22%2F1',
      query: { notify: 'true' },
      headers: {
        'X-Team': 'Support',
        'Content-Type': 'application/json',
        'Idempotency-Key': 'run-1/call'
      },
      body: '{"name":"Zoë \\"Z\\"/1"}',
      authenticate: true,
      onlyBelowBase: true,
      timeout: 30_000
    }
  ])
  expect(outcome.steps.at(-1)?.outputs).toMatchObject({ statusCode: 200, json: { id: 7 } })
})

test('a sign-in page with status 200 fails the card unless any response is accepted, and 204 does not', async () => {
  const page = fakeEffects(() => ({
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<p>Sign in</p>'
  }))
  await expect(runCardAlone(customApiAction, config, { url: '/me' }, page)).rejects.toThrow('http.not-json')
  expect(
    await runCardAlone(customApiAction, { ...config, response: 'any' }, { url: '/me' }, page)
  ).toMatchObject({
    body: '<p>Sign in</p>',
    json: null
  })
  const nothing = fakeEffects(() => ({ status: 204, headers: {}, body: '' }))
  expect(await runCardAlone(customApiAction, config, { url: '/me' }, nothing)).toMatchObject({
    statusCode: 204,
    json: null
  })
})

test('the card needs a connection, a path instead of a full URL, and an existing version', () => {
  expect(problems({}, literal('/users'))).toEqual([])
  expect(problems({ connectionId: null }, literal('/users'))).toMatchObject([
    { code: 'connection', message: 'The connector Acme Tracker needs a connection. Choose one.' }
  ])
  for (const url of ['https://evil.example/x', '//evil.example', '\\\\evil.example'])
    expect(problems({}, literal(url))).toMatchObject([{ field: 'url' }])
  expect(problems({}, text('https://', pill('a', 'b')))).toMatchObject([{ field: 'url' }])
  expect(problems({ versionId: 'other' }, literal('/users'))).toMatchObject([{ code: 'action' }])
})

test('a flow with the card has no problem except a missing path', () => {
  const specs = specsOf([apiEndpoint, customApiAction])
  const flow = flowOf(put(apiEndpoint, 'start'), put(customApiAction, 'call', { config, inputs: {} }))
  expect(problemsOf(flow, specs, around)).toMatchObject([
    { card: 'call', code: 'input-required', field: 'url' }
  ])
})

test('pagination with a file response names the setting to change', () => {
  const paged = (response: string) => problems({ pages: 'link', response }, literal('/users'))
  expect(paged('json')).toEqual([])
  expect(paged('file')).toEqual([
    {
      field: 'config.pages',
      message:
        'Pagination collects records from JSON, not from a file. Change “Response”, or choose no pagination.'
    }
  ])
})
