import type { HttpRequest } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { trackRequests } from './request-log.ts'

const request = (method: HttpRequest['method']): HttpRequest => ({
  method,
  url: '/hooks',
  query: {},
  headers: {},
  body: null,
  authenticate: true,
  timeout: 1_000
})
const never = new AbortController().signal

/**
 * Returns true if a registration may exist after these requests. Each request is given as its response
 * status, `no` if it was certainly not sent, or `maybe` if it failed and may have been sent.
 */
const mayExistAfter = async (
  acts: [HttpRequest['method'], number | 'no' | 'maybe'][],
  before = false
): Promise<boolean> => {
  const surelyNotSent = (fault: { details: Record<string, unknown> }) => fault.details.sent === 'no'
  const evidence = trackRequests({
    effects: { surelyNotSent, passing: () => {} },
    before,
    refuse: () => null
  })
  for (const [method, end] of acts) {
    const client: ServiceClient = async () => {
      if (typeof end === 'number') return { status: end, headers: {}, body: '' }
      throw new Fault('http.no-answer', { method, url: '/hooks', why: 'it is a test.', sent: end })
    }
    await evidence
      .watch(client)(request(method), never)
      .catch(() => {})
  }
  return evidence.mayExist()
}

describe('a registration may exist at the service', () => {
  test.each<[string, [HttpRequest['method'], number | 'no' | 'maybe'][]]>([
    ['after a success', [['POST', 201]]],
    ['after a redirect', [['POST', 302]]],
    ['after a proxy that gave up', [['POST', 504]]],
    ['after an error in the midst of it', [['POST', 500]]],
    ['after an answer that was lost', [['PUT', 'maybe']]],
    [
      'after a success among refusals',
      [
        ['POST', 400],
        ['POST', 200],
        ['PATCH', 500]
      ]
    ]
  ])('%s', async (_, acts) => {
    expect(await mayExistAfter(acts)).toBe(true)
  })

  test('when an earlier try may have created it', async () => {
    expect(await mayExistAfter([['POST', 403]], true)).toBe(true)
  })

  test('while the answer is pending', async () => {
    const evidence = trackRequests({
      effects: { surelyNotSent: () => false, passing: () => {} },
      before: false,
      refuse: () => null
    })
    const waiting = evidence.watch(() => new Promise(() => {}))(request('POST'), never)
    expect(evidence.mayExist()).toBe(true)
    expect(waiting).toBeInstanceOf(Promise)
  })
})

describe('no registration can exist at the service', () => {
  test('when the card finds a refusal in a successful answer', async () => {
    const evidence = trackRequests({
      effects: { surelyNotSent: () => false, passing: () => {} },
      before: false,
      refuse: () => null
    })
    const body = '{"error":"no such event"}'
    const watched = evidence.watch(async () => ({ status: 200, headers: {}, body }))
    const saysRefused: HttpRequest['saysRefused'] = response => response.body.includes('error')
    await watched({ ...request('POST'), saysRefused }, never)
    expect(evidence.mayExist()).toBe(false)
  })

  test('when the registration ended before the request was sent', async () => {
    let sent = 0
    const evidence = trackRequests({
      effects: { surelyNotSent: () => false, passing: () => {} },
      before: false,
      refuse: () => new Fault('registration.cancelled')
    })
    const watched = evidence.watch(async () => {
      sent++
      return { status: 201, headers: {}, body: '' }
    })
    await expect(watched(request('POST'), never)).rejects.toMatchObject({ code: 'registration.cancelled' })
    expect([sent, evidence.mayExist()]).toEqual([0, false])
  })

  test.each<[string, [HttpRequest['method'], number | 'no' | 'maybe'][]]>([
    ['when nothing was asked', []],
    [
      'when it was only read',
      [
        ['GET', 200],
        ['HEAD', 200],
        ['GET', 'maybe']
      ]
    ],
    [
      'when it refused',
      [
        ['POST', 403],
        ['DELETE', 404],
        ['POST', 503]
      ]
    ],
    ['when nothing was sent', [['POST', 'no']]]
  ])('%s', async (_, acts) => {
    expect(await mayExistAfter(acts)).toBe(false)
  })
})
