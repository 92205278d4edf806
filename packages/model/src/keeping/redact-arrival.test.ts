import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { IncomingRequest } from '../deliveries/delivery.ts'
import { readBody } from '../deliveries/read-body.ts'
import { isReservedName } from '../kernel/ids.ts'
import type { Json } from '../kernel/json.ts'
import { anyJson, deepFreeze } from '../testing.ts'
import { redactArrival } from './redact-arrival.ts'
import { REDACTED, redactAt } from './redact-value.ts'
import { type Into, readRedactionPath } from './redaction-path.ts'

const pathOf = (text: string) => {
  const path = readRedactionPath(text)
  if (path === null) throw new Error(`${text} is a place.`)
  return path
}

const redact = (
  paths: string[],
  params: { contentType?: string; body?: string; headers?: string[]; query?: string; seen?: unknown }
) => {
  const { contentType = 'application/json', body = '', headers = [], query = '', seen } = params
  const arrival: IncomingRequest = { method: 'POST', query, headers, body: new TextEncoder().encode(body) }
  const redacted = redactArrival({ contentType, arrival, seen }, paths.map(pathOf))
  return {
    ...redacted,
    body: new TextDecoder().decode(redacted.arrival.body),
    same: redacted.arrival === arrival
  }
}

/** Arbitrary names for the steps of a path. The tests put a secret at the end of the path. */
const name = fc.string({ minLength: 1, maxLength: 6 }).filter(text => !isReservedName(text))
const into: fc.Arbitrary<Into> = fc.oneof(name, fc.constantFrom({ every: 'item' } as const), fc.nat(2))

/** Arbitrary value with a secret at the end of a path, and other contents. */
const valueAlong = (way: Into[], secret: Json): fc.Arbitrary<Json> => {
  const [first, ...rest] = way
  if (first === undefined) return fc.constant(secret)
  const inner = valueAlong(rest, secret)
  if (typeof first === 'string') {
    return fc.tuple(fc.dictionary(name, anyJson, { maxKeys: 3 }), inner).map(([around, value]) => ({
      ...around,
      [first]: value
    }))
  }
  if (typeof first === 'number') {
    return inner.map(value => [...Array.from({ length: first }, () => null), value])
  }
  return fc.array(inner, { minLength: 1, maxLength: 3 })
}

const SECRET = 'canary-7f3a91'

describe('redaction of a request', () => {
  test('removes a value at its place, and keeps all other values for the flow', () => {
    const params = fc
      .array(into, { minLength: 1, maxLength: 4 })
      .chain(way => fc.tuple(fc.constant(way), valueAlong(way, SECRET)))
    fc.assert(
      fc.property(params, ([way, value]) => {
        const found = new Set<string>()
        const next = redactAt(deepFreeze(value), way, found)
        expect(JSON.stringify(next)).not.toContain(SECRET)
        // Put back where the marks stand, it is what it was.
        const text = JSON.stringify(next).replaceAll(JSON.stringify(REDACTED), JSON.stringify(SECRET))
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect([...found]).toEqual([SECRET])
        expect(redactAt(next, way, new Set())).toBe(next)
      })
    )
  })

  test('removes the value elsewhere too, inside another text or as a number', () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom<Json>(SECRET, `It is ${SECRET}.`, [SECRET]), (other, again) => {
        const value = { ssn: SECRET, other, again }
        const { body, values } = redact(['body.ssn'], { body: JSON.stringify(value) })
        expect(body).not.toContain(SECRET)
        expect(values).toEqual([SECRET])
        const text = body.replaceAll(REDACTED, SECRET)
        expect(readBody('application/json', new TextEncoder().encode(text)).value).toEqual(
          readBody('application/json', new TextEncoder().encode(JSON.stringify(value))).value
        )
      })
    )
    const { body } = redact(['body.pin'], { body: '{"pin":4711,"same":4711,"other":471,"short":"4711!"}' })
    expect(JSON.parse(body)).toEqual({ pin: REDACTED, same: REDACTED, other: 471, short: `${REDACTED}!` })
    // What is short is found in too much by chance.
    expect(redact(['body.pin'], { body: '{"pin":"no","left":"nothing"}' }).body).toBe(
      '{"pin":"[redacted]","left":"nothing"}'
    )
  })

  test('returns a request without the place unchanged', () => {
    fc.assert(
      fc.property(anyJson, value => {
        const found = new Set<string>()
        expect(redactAt(deepFreeze(value), ['no such name here', 'ssn'], found)).toBe(value)
        expect(found.size).toBe(0)
      })
    )
  })

  test('keeps the exact bytes of a body without the places', () => {
    const body = '{ "user" : { "name": "Ada" } }\n'
    expect(redact(['body.user.ssn', 'headers.authorization'], { body })).toMatchObject({
      same: true,
      places: [],
      values: []
    })
  })

  test('redacts objects and lists as a whole, and finds every text in them', () => {
    const body = JSON.stringify({
      user: { ssn: { a: '111-22', b: [7, true, null] } },
      left: '111-22 is told'
    })
    const { body: kept, values, places } = redact(['body.user.ssn'], { body })
    expect(JSON.parse(kept)).toEqual({ user: { ssn: REDACTED }, left: `${REDACTED} is told` })
    expect(values).toEqual(['111-22', '7'])
    expect(places).toEqual(['body.user.ssn'])
  })

  test.each([
    ['body.cards[*].number', { cards: [{ number: '41' }, { number: '42', kind: 'x' }] }],
    ['body.cards[*].number', { cards: { number: '41' } }],
    ['body.cards.number', { cards: [{ number: '41' }, [{ number: '42' }]] }],
    ['body.*.number', { one: { number: '41' }, two: { number: '42' } }],
    ['body[0].number', [{ number: '41' }, { other: 'x' }]],
    ['body.cards[*]', { cards: '41' }]
  ])('follows %s into one item and into many', (path, value) => {
    const { body, places } = redact([path], { body: JSON.stringify(value) })
    expect(body).not.toMatch(/4[12]/)
    expect(places).toEqual([path])
  })

  test('reads JSON inside a form, as some services send it', () => {
    const payload = JSON.stringify({ user: { name: 'Ada', id: 'U1' } })
    const contentType = 'application/x-www-form-urlencoded; charset=utf-8'
    const { body } = redact(['body.payload.user.name'], {
      contentType,
      body: `${new URLSearchParams({ payload, token: 'x' })}`
    })
    expect(readBody(contentType, new TextEncoder().encode(body)).value).toEqual({
      payload: JSON.stringify({ user: { name: REDACTED, id: 'U1' } }),
      token: 'x'
    })
  })

  test('drops unreadable parts as a whole: text, invalid JSON, and truncated bodies', () => {
    const path = ['body.ssn']
    expect(redact(path, { contentType: 'text/plain', body: 'ssn=1' }).body).toBe(REDACTED)
    expect(redact(path, { body: '{"ssn":"1"' }).body).toBe(REDACTED)
    const xml = { contentType: 'application/xml', body: '<ssn>1234</ssn>' }
    expect(redact(path, { ...xml, seen: { ssn: '1234' } })).toMatchObject({
      body: REDACTED,
      values: ['1234']
    })
    expect(redact(path, { ...xml, seen: { name: 'Ada' } })).toMatchObject({ same: true })
    expect(redact(path, { contentType: 'text/plain', body: '{"ssn":"1","a":2}' }).body).toBe(
      '{"ssn":"[redacted]","a":2}'
    )
  })

  test('removes all values of a repeated name', () => {
    const twice = '{"user":{"ssn":"1234"},"user":{"name":"Ada"}}'
    expect(redact(['body.user.ssn'], { body: twice }).body).toBe('{"user":{"name":"Ada"}}')
    expect(redact(['body.user.ssn'], { contentType: 'text/plain', body: twice }).body).toBe(REDACTED)
    expect(redact(['body.ssn'], { body: '{"ssn":"1234","ssn":null}' }).body).toBe('{"ssn":null}')
  })

  test('removes headers by name, regardless of case, and parts of the query', () => {
    const { arrival, values, places } = redact(['headers.Authorization', 'query.token'], {
      headers: ['authorization', 'Bearer abc', 'X-Other', 'abc; second', 'AUTHORIZATION', 'second'],
      query: 'token=t1&page=2&token=t2'
    })
    expect(arrival.headers).toEqual([
      'authorization',
      REDACTED,
      'X-Other',
      `abc; ${REDACTED}`,
      'AUTHORIZATION',
      REDACTED
    ])
    expect(arrival.query).toBe('token=%5Bredacted%5D&page=2')
    expect(values).toEqual(['Bearer abc', 'second', 't1', 't2'])
    expect(places).toEqual(['headers.Authorization', 'query.token'])
  })

  test('removes a whole part if no path leads into it', () => {
    const { arrival, body } = redact(['body', 'headers', 'query'], {
      body: '{"a":1}',
      headers: ['A', 'one'],
      query: 'a=1'
    })
    expect([body, arrival.headers, arrival.query]).toEqual([`"${REDACTED}"`, ['A', REDACTED], REDACTED])
  })
})

// review: cores C1
test.each<[string, string]>([
  ['application/json; charset=iso-8859-1', '{"name":"Zoë","secret":"geheim"}'],
  ['application/x-www-form-urlencoded; charset=iso-8859-1', 'name=Zo%EB&secret=geheim']
])('keeps a body in another charset readable: %s', (contentType, text) => {
  const arrival = {
    method: 'POST',
    query: '',
    headers: [],
    body: Uint8Array.from(text, sign => sign.charCodeAt(0))
  }
  const paths = [pathOf('body.secret')]
  const redacted = redactArrival({ contentType, arrival, seen: undefined }, paths)
  expect(readBody(contentType, redacted.arrival.body).value).toEqual({ name: 'Zoë', secret: REDACTED })
})
