import { startValuesOf } from '@hookwright/backend/offline'
import {
  type Arriving,
  bytesOf,
  contentTypeOf,
  type Json,
  judge,
  type Millis,
  type Receiving,
  readRules,
  signRequest,
  type Verdict
} from '@hookwright/model'
import type { ConnectorTest } from '@hookwright/model/files'
import { nodeCryptography } from '@hookwright/model/node-cryptography'
import { compareValues } from './compare.ts'
import { createTestKeys, type KeyValues } from './signing-keys.ts'
import { bodyOf, headerIn, headersOf } from './test-effects.ts'

/**
 * Result of receiving a test's request: the differences from the expected response, and the values of the
 * start card. `start` is null if no run follows.
 */
export interface ReceivedEvent {
  differences: string[]
  start: Record<string, unknown> | null
}

type Request = NonNullable<ConnectorTest['request']>

const arrivingOf = (request: Request, eventUrl: string): Arriving => ({
  method: request.method ?? 'POST',
  eventUrl,
  query: request.query ?? '',
  headers: Object.entries(headersOf(request)).flat(),
  body: bytesOf(bodyOf(request).text)
})

/** Response that the receiving rules give to a test's request, in the format of the test file. */
interface GivenAnswer {
  is: string
  status: number
  headers: Record<string, string>
  body: string
  /** Reason why the request was refused or filtered; otherwise empty. */
  why: string
}

const answerOf = (verdict: Verdict, { answer }: Receiving): GivenAnswer => {
  const { status, body } = answer.accepted
  switch (verdict.is) {
    case 'accepted':
      return { is: 'accepted', status, headers: {}, body, why: '' }
    case 'filtered':
      return { is: 'filtered', status, headers: {}, body, why: verdict.why }
    case 'handshake': {
      const headers = verdict.answer.headers.map(({ name, value }): [string, string] => [
        name.toLowerCase(),
        value
      ])
      const { status: answered, body: said } = verdict.answer
      return { is: 'handshake', status: answered, headers: Object.fromEntries(headers), body: said, why: '' }
    }
    case 'refused':
      return { is: 'refused', status: verdict.status, headers: {}, body: '', why: verdict.sentence }
    case 'fetch':
      return {
        is: 'refused',
        status: 503,
        headers: {},
        body: '',
        why: `The test contains no key for ${verdict.url}.`
      }
  }
}

const jsonIn = (text: string): Json | undefined => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const compareAnswers = (
  expected: NonNullable<ConnectorTest['expect']['answer']>,
  params: GivenAnswer
): string[] => {
  const { is, status, headers = {}, json, body } = expected
  if (is !== params.is) {
    const why = params.why === '' ? '' : ` ${params.why}`
    return [`The request is ${params.is}, expected ${is}.${why}`]
  }
  return [
    ...(status === undefined ? [] : compareValues('The status of the response', status, params.status)),
    ...Object.entries(headers).flatMap(([name, value]) =>
      compareValues(`The header ${name} of the response`, value, params.headers[name.toLowerCase()])
    ),
    ...(json === undefined ? [] : compareValues('The response', json, jsonIn(params.body))),
    ...(body === undefined ? [] : compareValues('The response', body, params.body))
  ]
}

/** Signs a test's request as the service would, and applies the event's receiving rules to it. */
export const receiveEvent = async (
  receiving: Receiving,
  test: ConnectorTest,
  request: Request,
  params: KeyValues & { now: Millis; eventUrl: string }
): Promise<ReceivedEvent> => {
  const { now, eventUrl, registrationData: registration, captured } = params
  const rules = readRules(receiving)
  const { keys, privateKeyOf, fetched } = createTestKeys(receiving, params)
  const plain = arrivingOf(request, eventUrl)
  const scheme = typeof request.signed === 'string' ? request.signed : receiving.verify[0]?.id
  const privateKey = scheme === undefined ? undefined : privateKeyOf(scheme)
  const signed =
    request.signed === false || scheme === undefined
      ? plain
      : signRequest(rules, plain, {
          ...{ keys, now, cryptography: nodeCryptography, registration, scheme },
          ...(privateKey !== undefined && { privateKey })
        })
  if ('missing' in signed) {
    const message = `The request cannot be signed: ${signed.missing} is missing. Add it to the connection or the request.`
    return { differences: [message], start: null }
  }
  const verdict = judge(rules, signed, {
    ...{ keys, now, registration, fetched, cryptography: nodeCryptography },
    ...{ phase: 'registering', captured: Object.keys(captured) }
  })
  const answer = answerOf(verdict, receiving)
  const differences = compareAnswers(test.expect.answer ?? { is: 'accepted' }, answer)
  if (verdict.is !== 'accepted') return { differences, start: null }
  const contentType = contentTypeOf(
    rules,
    verdict.matched,
    headerIn(headersOf(request), 'content-type') ?? ''
  )
  const start = await startValuesOf(
    { bodyThread: null },
    { id: '00000000-0000-7000-8000-000000000000', method: signed.method, contentType, receivedAt: now },
    { method: signed.method, query: signed.query, headers: [...signed.headers], body: signed.body },
    test.options ?? {}
  )
  return { differences, start }
}
