import { blankReceiving, type Json, Receiving } from '@hookwright/model'
import { expect, test } from 'vitest'
import { blankFilter, blankHandshake, blankScheme, blankTime, sourceFrom } from './receiving-draft.ts'
import { validateRules } from './validate-rules.ts'

const sources = ['connection', 'registration', 'captured', 'public', 'certificate', 'jwks'] as const

/** Rules with every part that the form can add. The tests make one part at a time invalid. */
const full: Receiving = {
  ...blankReceiving,
  verify: sources.map(from => ({
    ...blankScheme(`sign-${from}`),
    key: sourceFrom(from, 'text'),
    time: blankTime,
    also: [{ left: '{body}', right: '' }]
  })),
  handshake: [
    {
      ...blankHandshake('ask'),
      require: [{ left: '{query.a}', right: '' }],
      capture: [{ name: 'secret', value: '{header.a}' }],
      respond: { status: 200, headers: [{ name: 'X-A', value: 'a' }], body: { is: 'text', text: 'a' } },
      confirm: { url: '{json.url}', hosts: ['*.acme.example'] }
    },
    {
      ...blankHandshake('ask-json'),
      respond: { status: 200, headers: [], body: { is: 'json', value: { a: 'a' } } }
    }
  ],
  filter: [blankFilter],
  limits: { ...blankReceiving.limits, contentTypes: ['application/json'] }
}

/** Names of settings that are chosen from a list, and so are always valid. */
const chosen = /^(algorithm|decode|encoding|field|from|id|is|methods|mode|phase|split|type|unit)$/

/**
 * Returns invalid variants of a value, each with a single change. A text is replaced by `text`, or a list is
 * empty or too long.
 */
const spoiltWays = (value: Json, text: string): Json[] => {
  if (typeof value === 'string') return [text]
  if (Array.isArray(value))
    return [
      [],
      ...value.slice(0, 1).map(item => Array<Json>(99).fill(item)),
      ...value.flatMap((item, at) => spoiltWays(item, text).map(spoilt => value.with(at, spoilt)))
    ]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    chosen.test(key) ? [] : spoiltWays(inner, text).map(spoilt => ({ ...value, [key]: spoilt }))
  )
}

const messagesOf = (rules: Receiving): string[] => validateRules(rules, []).map(({ message }) => message)

test('any typed value is reported in sentences of the form', () => {
  expect(Receiving.safeParse(full).success).toBe(true)
  const texts = ['x'.repeat(9000), `{json.${'x'.repeat(9000)}}`, 'a b\nc', '']
  const messages = texts.flatMap(text =>
    // A draft may be any rules while it is typed; its shape stays that of rules.
    spoiltWays(full, text).flatMap(spoilt => messagesOf(spoilt as Receiving))
  )
  expect(messages.length).toBeGreaterThan(100)
  for (const message of new Set(messages)) {
    expect(message).not.toMatch(/expected|pattern|Invalid|Too (big|small)|cannot be saved as it is/)
    expect(message).toMatch(/^.{10,260}\.$/s)
  }
})

test('a text that is too long is reported with the maximum length', () => {
  const [error] = validateRules({ ...blankReceiving, deliveryId: 'x'.repeat(3000) }, [])
  expect(error).toEqual({
    at: 'deliveryId',
    message: 'This value has more than 2000 characters. Shorten it.',
    stops: true
  })
})

test('too many hosts are refused with their number and the number to remove', () => {
  const confirm = { url: '{json.url}', hosts: Array.from({ length: 10 }, (_, at) => `h${at}.acme.example`) }
  const rules = { ...blankReceiving, handshake: [{ ...blankHandshake('ask'), confirm }] }
  expect(validateRules(rules, [])[0]).toEqual({
    at: 'handshake.0.confirm.hosts',
    message: 'There are 10 hosts, but the limit is 8. Remove 2.',
    stops: true
  })
})

test('an invalid content type is named, with an example of a valid one', () => {
  const limits = { ...blankReceiving.limits, contentTypes: ['x'] }
  expect(messagesOf({ ...blankReceiving, limits })).toEqual([
    '“x” is not a content type. Use one such as application/json or text/*.'
  ])
})
