import { type HttpRequest, type HttpResponse, specsOf } from '@hookwright/engine'
import {
  fakeEffects,
  flowOf,
  memoryJournal,
  runCardAlone,
  runPatientlyWith,
  runWith
} from '@hookwright/engine/testing'
import { type Json, type JsonObject, literal } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { put } from '../testing.ts'
import { rawRequest } from './card.ts'

const answer = (value: Json, headers: Record<string, string> = {}): HttpResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value)
})

const BASE = 'https://api.acme.example/users'

/** Records from 0 to 6, which the service returns in pages of three. */
const all = [0, 1, 2, 3, 4, 5, 6]

const collect = async (
  config: JsonObject,
  service: (request: HttpRequest, nth: number) => HttpResponse,
  inputs: Record<string, Json> = { url: BASE, query: { size: 3 } }
) => {
  const fx = fakeEffects(request => service(request, fx.sent.length - 1))
  const outputs = await runCardAlone(rawRequest, config, inputs, fx)
  return { outputs, sent: fx.sent }
}

const numberOf = ({ query }: HttpRequest, name: string): number => Number(query[name])

describe('pages are collected into one list', () => {
  test('by the next link of the Link header', async () => {
    const { outputs, sent } = await collect({ pages: 'link' }, ({ url }) => {
      const at = Number(/after=(\d)/.exec(url)?.[1] ?? 0)
      const next = `<${BASE}?size=3&after=${at + 3}>; rel="next", <${BASE}>; rel="first"`
      return answer(all.slice(at, at + 3), at < 6 ? { link: next } : {})
    })
    expect(outputs).toMatchObject({ records: all, pages: 3, more: false, statusCode: 200 })
    expect(sent.map(({ url, query }) => [url, query])).toEqual([
      [BASE, { size: '3' }],
      [`${BASE}?size=3&after=3`, {}],
      [`${BASE}?size=3&after=6`, {}]
    ])
  })

  test('by a next link in the body, also without a host', async () => {
    const { outputs, sent } = await collect(
      { pages: 'link', recordsAt: 'data.items', nextAt: 'data.next' },
      (_, nth) => ({
        ...answer({
          data: { items: all.slice(nth * 3, nth * 3 + 3), next: nth < 2 ? `/v2?after=${nth}` : null }
        }),
        url: BASE
      })
    )
    expect(outputs).toMatchObject({ records: all, pages: 3 })
    expect(sent[1]?.url).toBe('https://api.acme.example/v2?after=0')
  })

  test('by a cursor', async () => {
    const { outputs, sent } = await collect(
      { pages: 'cursor', recordsAt: 'items', nextAt: 'meta.cursor', pageParameter: 'cursor' },
      (_, nth) =>
        answer({
          items: all.slice(nth * 3, nth * 3 + 3),
          meta: nth < 2 ? { cursor: `c${nth}` } : { cursor: '' }
        })
    )
    expect(outputs).toMatchObject({ records: all, pages: 3, more: false })
    expect(sent.map(({ query }) => query)).toEqual([
      { size: '3' },
      { size: '3', cursor: 'c0' },
      { size: '3', cursor: 'c1' }
    ])
  })

  test('by a cursor in the body, next to existing fields', async () => {
    const { outputs, sent } = await collect(
      {
        ...{ method: 'POST', bodyFormat: 'auto', pages: 'cursor', recordsAt: 'result.items' },
        ...{ nextAt: 'result.nextCursor', pageParameter: 'params.cursor', parameterIn: 'body' }
      },
      (_, nth) =>
        answer({
          result: { items: all.slice(nth * 3, nth * 3 + 3), ...(nth < 2 && { nextCursor: `c${nth}` }) }
        }),
      { url: BASE, body: { method: 'list', params: { size: 3 } } }
    )
    expect(outputs).toMatchObject({ records: all, pages: 3, more: false })
    expect(sent.map(({ body, query }) => [JSON.parse(String(body)).params, query])).toEqual([
      [{ size: 3 }, {}],
      [{ size: 3, cursor: 'c0' }, {}],
      [{ size: 3, cursor: 'c1' }, {}]
    ])
  })

  test('by an offset in the body, which is a number there, also without another body', async () => {
    const { outputs, sent } = await collect(
      { method: 'POST', pages: 'offset', pageParameter: 'skip', parameterIn: 'body' },
      ({ body }) => {
        const { skip } = JSON.parse(String(body))
        return answer(all.slice(skip, skip + 3))
      },
      { url: BASE }
    )
    expect(outputs).toMatchObject({ records: all, pages: 4 })
    expect(sent[1]?.body).toBe('{"skip":3}')
  })

  test('by page number and by offset, until a page is empty', async () => {
    const byPage = await collect({ pages: 'page', pageParameter: 'page' }, request => {
      const at = (numberOf(request, 'page') - 1) * 3
      return answer(all.slice(at, at + 3))
    })
    expect(byPage.outputs).toMatchObject({ records: all, pages: 4, more: false })
    const byOffset = await collect({ pages: 'offset', pageParameter: 'skip' }, request => {
      const at = numberOf(request, 'skip')
      return answer(all.slice(at, at + 3))
    })
    expect(byOffset.outputs).toMatchObject({ records: all, pages: 4 })
    expect(byOffset.sent.map(({ query }) => query.skip)).toEqual(['0', '3', '6', '7'])
  })

  test('up to the limits of pages and records, and the output says if there are more', async () => {
    const service = (request: HttpRequest) => {
      const at = numberOf(request, 'skip')
      return answer([at, at + 1, at + 2])
    }
    const offset = { pages: 'offset', pageParameter: 'skip' }
    const two = await collect({ ...offset, maxPages: 2 }, service)
    expect(two.outputs).toMatchObject({ records: [0, 1, 2, 3, 4, 5], pages: 2, more: true })
    const four = await collect({ ...offset, maxRecords: 4 }, service)
    expect(four.outputs).toMatchObject({ records: [0, 1, 2, 3], pages: 2, more: true })
  })
})

describe('pagination without progress fails the card with a sentence', () => {
  const cursor = { pages: 'cursor', nextAt: 'next', recordsAt: 'items', pageParameter: 'cursor' }

  test('if the same cursor is repeated', async () => {
    await expect(collect(cursor, () => answer({ items: [1], next: 'again' }))).rejects.toThrow(
      'stopped after 2 pages because the next page had already been requested'
    )
  })

  test('if there is no list, if a link leads to another host, and if the pages are too large', async () => {
    await expect(collect(cursor, () => answer({ data: [] }))).rejects.toThrow(
      'found no list of records on page 1'
    )
    await expect(
      collect({ pages: 'link', nextAt: 'next', recordsAt: 'items' }, () =>
        answer({ items: [], next: 'https://evil.example/users' })
      )
    ).rejects.toThrow('is at another host')
    await expect(
      collect({ pages: 'link', nextAt: 'next', recordsAt: 'items' }, () =>
        answer({ items: [], next: '//evil.example/users' })
      )
    ).rejects.toThrow('not a valid URL of this service')
    await expect(
      collect(cursor, (_, nth) => answer({ items: ['x'.repeat(9_000_000)], next: `c${nth}` }))
    ).rejects.toThrow('received more than 32 MB in 4 pages')
  })

  test('if the parameter does not fit into the body', async () => {
    const inBody = { ...cursor, method: 'POST', parameterIn: 'body' }
    const page = () => answer({ items: [1], next: 'c1' })
    await expect(collect(inBody, page, { url: BASE, body: [1] })).rejects.toThrow(
      'the request body is not a JSON object'
    )
    await expect(
      collect({ ...inBody, pageParameter: 'size.cursor' }, page, { url: BASE, body: { size: 3 } })
    ).rejects.toThrow('could not set “size.cursor” in the request body because “size” is')
  })

  test('if a page contains an error', async () => {
    await expect(
      collect({ ...cursor, errorAt: 'error' }, () => answer({ error: { message: 'Unknown cursor' } }))
    ).rejects.toThrow('and an error: Unknown cursor')
  })

  test('if a setting is missing, which is a problem before the run', () => {
    const problems = (config: JsonObject) =>
      rawRequest
        .check(put(rawRequest, 'send', { config: { ...rawRequest.blank().config, ...config } }), {
          connectionFields: [],
          flows: new Map(),
          events: new Map(),
          actions: new Map()
        })
        .map(({ message }) => message)
    expect(problems({ pages: 'page' })).toEqual([
      'The pagination needs the name of a query parameter. Enter it in “Parameter”.'
    ])
    expect(problems({ pages: 'cursor', pageParameter: 'cursor' })).toEqual([
      'In “Next page path”, enter the path of the next cursor in the response, such as meta.next.'
    ])
    expect(problems({ pages: 'link' })).toEqual([])
    expect(problems({ pages: 'page', method: 'POST', parameterIn: 'body' })).toEqual([
      'The pagination needs a path in the body. Enter it in “Parameter”.'
    ])
    expect(problems({ pages: 'page', pageParameter: 'page', parameterIn: 'body' })).toEqual([
      'A GET request has no body for the pagination parameter. Choose another method, or put the parameter into the query.'
    ])
  })
})

describe('each page is a separate effect', () => {
  const flow = flowOf(
    put(rawRequest, 'send', {
      config: { pages: 'offset', pageParameter: 'skip' },
      inputs: { url: literal(BASE), query: literal({ size: 3 }) }
    })
  )
  const specs = specsOf([rawRequest])

  test('so that a run that was stopped between two pages does not request the first again', async () => {
    const journal = memoryJournal()
    const stopping = new AbortController()
    const first = fakeEffects(request => {
      const at = numberOf(request, 'skip')
      if (at === 6) {
        stopping.abort(new Error('killed'))
        throw stopping.signal.reason
      }
      return answer(all.slice(at, at + 3))
    })
    await runWith(flow, {}, { specs, fx: first, journal, signal: stopping.signal })
    expect([...journal.recorded.keys()]).toEqual(['send/0', 'send/1'])

    const second = fakeEffects(request => answer(all.slice(numberOf(request, 'skip')).slice(0, 3)))
    const outcome = await runWith(flow, {}, { specs, fx: second, journal: memoryJournal(journal.recorded) })
    expect(second.sent.map(({ query }) => query.skip)).toEqual(['6', '7'])
    expect(outcome.steps.at(-1)?.outputs).toMatchObject({ records: all, pages: 4 })
  })

  test('so that only a page that failed is tried again later', async () => {
    const journal = memoryJournal()
    let isBusy = true
    const service = (request: HttpRequest): HttpResponse => {
      const at = numberOf(request, 'skip')
      return at === 3 && isBusy ? { status: 503, headers: {}, body: '' } : answer(all.slice(at, at + 3))
    }
    const fx = fakeEffects(service)
    const suspended = await runPatientlyWith(flow, {}, { specs, fx, journal })
    if (!('wait' in suspended)) throw new Error('The run was not suspended.')
    expect(suspended.at).toEqual(['send', 1])
    expect(suspended.steps.at(-1)).toMatchObject({ status: 'waiting', tries: [{ status: 503 }] })
    journal.keep(suspended)

    isBusy = false
    const again = fakeEffects(service)
    const outcome = await runPatientlyWith(
      flow,
      {},
      { specs, fx: again, journal },
      { before: suspended.steps, woken: { at: suspended.at, anew: false } }
    )
    expect(again.sent.map(({ query }) => query.skip)).toEqual(['3', '6', '7'])
    expect(outcome.steps.at(-1)?.outputs).toMatchObject({ records: all })
    expect(outcome.steps.at(-1)?.requests).toHaveLength(5)
  })

  test('with a separate key for services that read it', async () => {
    const fx = fakeEffects(({ query }) => answer(query.skip === '0' ? [1] : []))
    const posting = flowOf(
      put(rawRequest, 'send', {
        config: { method: 'POST', pages: 'offset', pageParameter: 'skip' },
        inputs: { url: literal(BASE) }
      })
    )
    await runWith(posting, {}, { specs, fx })
    expect(fx.sent.map(({ headers }) => headers['Idempotency-Key'])).toEqual(['run-1/send/0', 'run-1/send/1'])
  })
})
