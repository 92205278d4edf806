import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog, problemsOf } from '@hookwright/engine'
import type { Flow } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardOfCurl } from './curl-card.ts'
import { readCurl } from './read-curl.ts'

const flowWith = (line: string): Flow => {
  const made = cardOfCurl(line, cardSpecs, () => 'c1')
  if (!made.ok) throw new Error(made.why)
  return {
    schemaVersion: 1,
    strip: ['start', ...made.fragment.strip],
    cards: {
      start: { id: 'start', type: 'helper-flow', config: { inputs: [] }, inputs: {} },
      ...made.fragment.cards
    }
  }
}

test.each([
  'curl https://acme.example/users?team=Support',
  `curl https://acme.example/users -H 'X-Team: Support' --json '{"name":"Ada"}'`,
  'curl https://acme.example/users -d name=Ada -d name=Eve',
  'curl https://acme.example/users -F name=Ada',
  `curl -X PUT https://acme.example/users -d 'plain text'`
])('%s becomes a Raw Request card without a problem', line => {
  expect(problemsOf(flowWith(line), cardSpecs, emptyCatalog)).toEqual([])
})

test('the card has the method, the address, the query, the headers and the body of the command', () => {
  const card = flowWith(`curl -X PATCH 'https://acme.example/users?a=1' -H 'X-Team: Support' -d '{"b":2}'`)
    .cards.c1
  expect(card).toMatchObject({
    config: { method: 'PATCH', bodyFormat: 'json' },
    inputs: {
      url: { value: 'https://acme.example/users' },
      query: { value: { a: '1' } },
      headers: { value: { 'X-Team': 'Support' } },
      body: { value: { b: 2 } }
    }
  })
})

test('secrets of the command are left out and named, and a body that is nested too deeply stays a text', () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  const made = cardOfCurl(
    `curl 'https://acme.example/users?api_key=k1&a=1' -b 'session=k2' -H 'X-Api-Key: k3' -d '${deep}'`,
    cardSpecs,
    () => 'c1'
  )
  expect(made).toMatchObject({
    ok: true,
    fragment: {
      cards: { c1: { config: { bodyFormat: 'text' }, inputs: { query: { value: { a: '1' } } } } }
    },
    remarks: [expect.stringContaining('api_key, Cookie, X-Api-Key')]
  })
  expect(JSON.stringify(made)).not.toMatch(/k1|k2|k3/)
})

test('credentials of an option are left out and named', () => {
  const made = cardOfCurl('curl -u ada:k1 https://acme.example/users', cardSpecs, () => 'c1')
  expect(made).toMatchObject({
    ok: true,
    remarks: [expect.stringContaining('user name and password were not imported')]
  })
  expect(JSON.stringify(made)).not.toMatch(/k1/)
})

test('a method that Raw Request does not support is refused with the reason', () => {
  expect(readCurl('curl -I https://acme.example').ok).toBe(true)
  expect(cardOfCurl('curl -I https://acme.example', cardSpecs, () => 'c1')).toEqual({
    ok: false,
    why: 'The Raw Request card does not support HEAD. Paste a command with another method.'
  })
})
