import { blankReceiving, Fault, type FaultData, thenMaybe } from '@hookwright/model'
import type { Effects, Settings } from '../kernel/effects.ts'
import { heldKey, type ProcessCalls } from '../kernel/process-calls.ts'
import { type EventAnswer, refusedAnswer } from '../subscription-cache/answers.ts'
import type { Preflight } from './preflight.ts'
import type { Head } from './refusals.ts'

/** Returns the key of a test URL, derived from the hash of its token. */
export const testUrlKey = ({ hashToken }: Pick<Effects, 'hashToken'>, token: string): string =>
  heldKey('test-url', Buffer.from(hashToken(token)).toString('hex'))

/** Request to a test URL, forwarded to the process with its listening session. */
interface PassedRequest {
  token: string
  head: Omit<Head, 'network' | 'caller'>
  /** Body, base64-encoded. */
  body: string
}

/** Answer from the process with the listening session, as sent between processes. A fault is sent as data. */
interface PassedAnswer {
  answer: Omit<EventAnswer, 'fault'>
  fault: FaultData | null
}

const passed = (answer: EventAnswer): PassedAnswer => {
  if (answer.is !== 'fault') return { answer, fault: null }
  const { fault, ...rest } = answer
  return { answer: rest, fault: fault.toData() }
}

const answerOf = ({ answer, fault }: PassedAnswer): EventAnswer =>
  ({
    ...answer,
    ...(fault !== null && { fault: new Fault(fault.code, fault.details) })
  }) as EventAnswer

const isUnknown = (preflight: Preflight): boolean =>
  preflight.is === 'answered' &&
  preflight.answer.is === 'fault' &&
  preflight.answer.fault.code === 'event-url.unknown'

/**
 * Creates the check that requests to Event URLs and test URLs pass before their bodies are read. Requests to
 * test URLs are forwarded to the process with the listening session.
 */
export const createTestUrls = (params: {
  effects: Pick<Effects, 'hashToken'>
  settings: Pick<Settings, 'maxBody'>
  calls: Pick<ProcessCalls, 'isShared' | 'isHeld' | 'toHolder'>
  /** Checks a request to a test URL of this process. Null for any other token. */
  own: (token: string, head: Head) => Preflight | null
  /** Checks a request to an Event URL. */
  events: (token: string, head: Head) => Preflight | Promise<Preflight>
}): ((token: string, head: Head) => Preflight | Promise<Preflight>) => {
  const { effects, settings, calls, own, events } = params

  const answerHere = async ({ token, head, body }: PassedRequest): Promise<PassedAnswer> => {
    const preflight = own(token, head)
    if (preflight === null) {
      const fault = new Fault('event-url.unknown')
      return passed({ is: 'fault', fault, status: null, retryAfter: null, deliveryId: null })
    }
    if (preflight.is === 'answered') return passed(preflight.answer)
    const bytes = Buffer.from(body, 'base64')
    return passed(bytes.byteLength > preflight.most ? preflight.tooLarge() : await preflight.accept(bytes))
  }

  const pass = calls.toHolder(
    'test-url',
    ({ token }: PassedRequest) => testUrlKey(effects, token),
    answerHere
  )

  /** Checks a request to a test URL of another process. Returns `unknown` if no process holds the URL. */
  const elsewhere = async (
    token: string,
    { network: _, caller: __, ...head }: Head,
    unknown: Preflight
  ): Promise<Preflight> => {
    if (!(await calls.isHeld(testUrlKey(effects, token)))) return unknown
    const refused = (reason: 'overload' | 'too-large', status: number): EventAnswer =>
      refusedAnswer({ reason, facts: { most: settings.maxBody }, status, receiving: blankReceiving })
    return {
      is: 'expected',
      most: settings.maxBody,
      accept: async body => {
        const came = await pass({ token, head, body: Buffer.from(body).toString('base64') })
        if (came !== undefined) return answerOf(came.output)
        return unknown.is === 'answered' ? unknown.answer : refused('overload', 503)
      },
      tooLarge: () => refused('too-large', 413),
      overloaded: () => refused('overload', 503)
    }
  }

  return (token, head) => {
    const here = own(token, head)
    if (here !== null) return here
    const found = events(token, head)
    if (!calls.isShared) return found
    return thenMaybe(found, preflight =>
      isUnknown(preflight) ? elsewhere(token, head, preflight) : preflight
    )
  }
}
