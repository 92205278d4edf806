import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ForeignRequest, requestCardOf } from './request-card.ts'

const token = `ghp_${'a1'.repeat(18)}`

const cardOf = (parts: Partial<ForeignRequest>) =>
  requestCardOf({
    ...{ method: 'POST', url: 'https://api.acme.example/users', query: {}, headers: [] },
    ...{ form: null, isMultipart: false, body: null, mayBeJson: true },
    ...parts
  })

test('secrets are left out of the address, the query, the headers, a form and JSON, and are named', () => {
  const { inputs, remarks } = cardOf({
    url: `https://api.acme.example/${token}?api_key=k1&a=1&a=2`,
    query: { access_token: 'k2', team: 'Support' },
    headers: [
      { name: 'X-Api-Key', value: 'k3' },
      { name: 'X-Team', value: token }
    ],
    body: JSON.stringify({ login: { password: 'k4', name: 'Ada' }, links: [token], token_type: 'bearer' })
  })
  expect(inputs).toEqual({
    url: 'https://api.acme.example/SECRET?a=1&a=2',
    query: { team: 'Support' },
    headers: { 'X-Team': 'SECRET' },
    body: { login: { password: 'SECRET', name: 'Ada' }, links: ['SECRET'], token_type: 'bearer' }
  })
  expect(remarks).toEqual([
    'These values were left out because they may be secrets: api_key, a GitHub token, access_token, X-Api-Key, password. Store them in a connection.'
  ])
  const form = cardOf({
    form: [
      { name: 'password', value: 'k5' },
      { name: 'name', value: 'Ada' }
    ]
  })
  expect(form).toMatchObject({
    config: { form: [{ name: 'password' }, { name: 'name' }] },
    inputs: { field1: 'SECRET', field2: 'Ada' }
  })
})

test('a body that is nested too deeply for a flow is kept as text', () => {
  const body = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  expect(cardOf({ body })).toMatchObject({ config: { bodyFormat: 'text' }, inputs: { body } })
})

test('a request without secrets is kept unchanged', () => {
  const name = fc.stringMatching(/^X-A[0-9]{1,3}$/)
  const value = fc.stringMatching(/^[a-z ]{0,8}$/)
  const headers = fc.uniqueArray(fc.record({ name, value }), { minLength: 1, selector: ({ name }) => name })
  fc.assert(
    fc.property(headers, fc.json({ maxDepth: 2 }), (sent, body) => {
      const { inputs, remarks } = cardOf({ headers: sent, body, mayBeJson: false })
      expect(inputs).toMatchObject({
        headers: Object.fromEntries(sent.map(header => [header.name, header.value])),
        body
      })
      expect(remarks).toEqual([])
    })
  )
})

test('the content type of a form is set by the card, which knows the boundary of its parts', () => {
  const headers = [
    { name: 'content-type', value: 'multipart/form-data; boundary=example' },
    { name: 'X-Team', value: 'Support' }
  ]
  const form = [{ name: 'note', value: 'a' }]
  expect(cardOf({ headers, form, isMultipart: true }).inputs.headers).toEqual({ 'X-Team': 'Support' })
  const xml = [{ name: 'Content-Type', value: 'application/xml' }]
  expect(cardOf({ headers: xml, body: '<a/>' }).inputs.headers).toEqual({ 'Content-Type': 'application/xml' })
})
