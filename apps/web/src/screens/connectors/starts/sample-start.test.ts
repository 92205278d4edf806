import { cardSpecs } from '@hookwright/cards'
import { catalogOfMaker, problemsOf } from '@hookwright/engine'
import { services } from '@hookwright/model/services'
import { expect, test } from 'vitest'
import { makeOfSample, readSample, receivingOfHeaders, serviceOfHeaders } from './sample-start.ts'

const ids = () => {
  let last = 0
  return () => `n${++last}`
}

const read = (text: string) => {
  const sample = readSample(text)
  if (!sample.ok) throw new Error(sample.message)
  return sample
}

test('JSON, a curl command, and headers above a body are parsed', () => {
  expect(readSample('{"id": 1}')).toEqual({ ok: true, headers: [], body: { id: 1 } })
  expect(readSample(`curl https://a.example -H 'X-Event: x' -d '{"id":2}'`)).toMatchObject({
    body: { id: 2 },
    headers: [
      ['X-Event', 'x'],
      ['Content-Type', 'application/x-www-form-urlencoded']
    ]
  })
  expect(readSample('X-Event: x\nContent-Type: application/json\n\n{"id":3}')).toMatchObject({
    body: { id: 3 }
  })
  expect(readSample('POST /hook\nX-Event: x\n\n{"id":4}')).toMatchObject({ body: { id: 4 } })
  expect(readSample('{"id":')).toEqual({
    ok: false,
    message: 'The body is not valid JSON. Check that it was copied completely.'
  })
})

test.each(
  services.filter(({ preset }) => preset.receiving.verify.some(way => way.signature.from === 'header'))
)('$name is recognized by its headers, unless another service has the same ones', service => {
  const { verify } = service.preset.receiving
  const headers = [
    ...verify.flatMap(({ signature, time }) => [
      ...(signature.from === 'header' ? [signature.name.replace('*', '1')] : []),
      ...(time?.from === 'header' ? [time.name] : [])
    ]),
    ...service.preset.sample.headers.map(({ name }) => name)
  ].map(name => [name, 'x'] as const)
  const found = serviceOfHeaders(services, headers)
  const shared = ['auth0', 'clerk', 'hubspot', 'intercom', 'meta', 'okta', 'standard-webhooks-ed25519']
  if (!shared.includes(service.id)) expect(found?.id).toBe(service.id)
})

test('an unknown signature header suggests a verification for the connector', () => {
  const sample = read(`X-Unheard-Signature: sha256=${'ab'.repeat(32)}\n\n{"person":{"id":"p1","name":"Ada"}}`)
  expect(serviceOfHeaders(services, sample.headers)).toBeNull()
  expect(receivingOfHeaders(sample.headers).verify[0]).toMatchObject({
    algorithm: 'hmac-sha256',
    signature: { name: 'X-Unheard-Signature', prefix: 'sha256=', encoding: 'hex' }
  })
  const { authentication, flows } = makeOfSample({ name: 'Acme HR', sample, service: null, newId: ids() })
  // Nothing of it is sent to a service, so there is no credential to ask for.
  expect(authentication.fields.map(({ label }) => label)).toEqual(['Signing secret'])
  expect(authentication.placement).toEqual({ kind: 'none' })
  const doc = flows[0]?.doc
  if (doc === undefined) throw new Error('It has an event.')
  expect(problemsOf(doc, cardSpecs, catalogOfMaker(authentication, [], cardSpecs))).toEqual([])
  expect(JSON.stringify(doc)).toContain('"label":"Name"')
})
