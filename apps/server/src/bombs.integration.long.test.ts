import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { openDoorbell } from './testing/plain-connector.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { waitFor } from './testing/wait-for.ts'

const MEGABYTE = 1_048_576
const JSON_TYPE = 'application/json'

let server: TestServer
beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server?.remove())

let doorbells = 0
/** Opens an active flow whose Event URL accepts the maximum body size. */
const roomyDoorbell = () =>
  openDoorbell(server.api, `Roomy doorbell ${++doorbells}`, { maxBytes: 10 * MEGABYTE })

const post = (url: string, body: string, contentType: string) =>
  overHttp(url, { method: 'POST', body, headers: { 'content-type': contentType } })

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`
const objects = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

/** Returns JSON of an object with evenly spaced numbers as keys: `{"0":0,"7":1}` for a step of 7. */
const numbered = (count: number, step: number): string =>
  `{${Array.from({ length: count }, (_, index) => `"${index * step}":${index}`).join(',')}}`

const named = (count: number): string =>
  `{${Array.from({ length: count }, (_, index) => `"k${index}":${index}`).join(',')}}`

/** A "billion laughs" XML: ten entities, each repeating the one before ten times. */
const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol0 "lol">${Array.from(
  { length: 9 },
  (_, index) => `<!ENTITY lol${index + 1} "${`&lol${index};`.repeat(10)}">`
).join('')}]><lolz>&lol9;</lolz>`

const TOO_DEEP = 'The JSON body is nested more than 64 levels deep, so it was kept as text.'
const TOO_MANY = 'The JSON body has more than 100,000 values, so it was kept as text.'

describe('a body that is made to be hard to read is kept byte for byte, and nothing else suffers', () => {
  test.each<[string, string, string, string | null]>([
    ['JSON 100,000 levels deep', JSON_TYPE, nested(100_000), TOO_DEEP],
    ['JSON a million levels deep', JSON_TYPE, nested(1_000_000), TOO_DEEP],
    ['a thousand objects, each in the other', JSON_TYPE, objects(1_000), TOO_DEEP],
    ['objects a hundred thousand levels deep', JSON_TYPE, objects(100_000), TOO_DEEP],
    ['a megabyte of lists that never end', JSON_TYPE, '['.repeat(MEGABYTE), TOO_DEEP],
    ['a list of a million values', JSON_TYPE, `[${'0,'.repeat(999_999)}0]`, TOO_MANY],
    ['50,000 keys of one object', JSON_TYPE, named(50_000), null],
    ['50,000 keys that are the numbers from 0', JSON_TYPE, numbered(50_000, 1), null],
    ['50,000 keys that are numbers with the same last bits', JSON_TYPE, numbered(50_000, 65_536), null],
    ['50,000 times the same key', JSON_TYPE, `{${'"a":1,'.repeat(49_999)}"a":2}`, null],
    ['50,000 numbers that lose digits', JSON_TYPE, `[${'9007199254740993,'.repeat(49_999)}1]`, null],
    ['a megabyte of escapes', JSON_TYPE, `"${'\\u0041'.repeat(MEGABYTE / 6)}"`, null],
    ['a megabyte of escaped backslashes', JSON_TYPE, `"${'\\\\'.repeat(MEGABYTE / 2 - 1)}"`, null],
    ['half of a pair, again and again', JSON_TYPE, `"${'\\ud800'.repeat(10_000)}"`, null],
    [
      'XML with a billion laughs',
      'application/xml',
      laughs,
      'The XML body contains a DOCTYPE, which is not supported, so it was kept as text.'
    ],
    [
      'XML 10,000 levels deep',
      'application/xml',
      `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`,
      'The XML body is nested more than 32 levels deep, so it was kept as text.'
    ]
  ])('%s', async (_, contentType, bomb, keptAsText) => {
    const { api } = server
    const { flowId, eventUrl } = await roomyDoorbell()
    const answered = await post(eventUrl, bomb, contentType)
    expect([answered.status, answered.text]).toEqual([202, ''])
    expect((await post(eventUrl, '{"quick":true}', JSON_TYPE)).status).toBe(202)

    const [first, behind] = await storedDeliveriesOf(api, flowId, 2)
    expect(first?.body.equals(Buffer.from(bomb))).toBe(true)
    expect(behind?.body.toString()).toBe('{"quick":true}')
    expect(behind?.status).toEqual({ is: 'done' })
    const opened = await api.deliveries.get.query({ deliveryId: first?.id ?? '' })
    expect(opened.arrival?.keptAsText).toBe(keptAsText)
    const runs = await waitFor(
      async () => (await api.runs.list.query({ flowId, limit: 10 })).rows,
      seen => seen.length >= 2 && seen.every(({ finishedAt }) => finishedAt !== null)
    )
    for (const { id } of runs) expect((await api.runs.get.query({ runId: id })).finishedAt).not.toBeNull()
  })

  test('what is larger than the address takes is refused, whatever is in it', async () => {
    const { flowId, eventUrl } = await openDoorbell(server.api, 'Doorbell of the usual size')
    const roomy = await roomyDoorbell()
    expect((await post(eventUrl, nested(1_000_000), JSON_TYPE)).status).toBe(413)
    expect((await post(roomy.eventUrl, '['.repeat(11 * MEGABYTE), JSON_TYPE)).status).toBe(413)
    expect((await post(eventUrl, '1', JSON_TYPE)).status).toBe(202)
    expect((await storedDeliveriesOf(server.api, flowId, 1)).map(({ status }) => status)).toEqual([
      { is: 'done' }
    ])
  })
})
