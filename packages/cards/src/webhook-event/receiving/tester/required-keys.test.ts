import { blankReceiving, type Receiving } from '@hookwright/model'
import { expect, test } from 'vitest'
import { blankHandshake, blankScheme } from '../receiving-draft.ts'
import { keyTexts, requiredKeys } from './required-keys.ts'

const inField = { from: 'connection', field: 'secret', decode: 'text' } as const
const fields = [{ id: 'secret', label: 'Signing secret' }]

const receiving: Receiving = {
  ...blankReceiving,
  verify: [
    { ...blankScheme('one'), key: inField },
    { ...blankScheme('two'), key: { ...inField, decode: 'hex' } },
    { ...blankScheme('open'), key: { from: 'public', key: 'x', decode: 'pem' } },
    { ...blankScheme('set'), key: { from: 'jwks', url: 'https://acme.example/keys' } }
  ],
  handshake: [{ ...blankHandshake('ask'), key: { from: 'generated', decode: 'text' } }]
}

test('each place of a key is requested once, except keys in the rules', () => {
  expect(requiredKeys(receiving, fields).map(({ label, takers }) => [label, takers])).toEqual([
    ['Signing secret', ['one', 'two']],
    ['Key set in JSON', ['set']],
    ['Signing Secret', ['ask']]
  ])
})

test('a typed key is used by all schemes that need it; a secret can have several keys, one per line', () => {
  const wanted = requiredKeys(receiving, fields)
  const [secret, set] = wanted.map(({ id }) => id)
  const typed = { [secret ?? '']: 'old\nnew', [set ?? '']: '{\n"keys": []}' }
  expect(keyTexts(wanted, typed)).toEqual({
    one: ['old', 'new'],
    two: ['old', 'new'],
    set: ['{\n"keys": []}'],
    ask: []
  })
})
