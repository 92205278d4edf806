import {
  type ConnectionValues,
  type IncomingRequest,
  isJsonObject,
  type Receiving,
  type RefusalFacts,
  type RefusalReason,
  readRules,
  type Verdict
} from '@hookwright/model'
import type { Effects, Settings } from '../kernel/effects.ts'
import { acceptedResponseOf, type EventAnswer, refusedAnswer } from '../subscription-cache/answers.ts'
import { keysFrom } from '../subscription-cache/endpoint-policy.ts'
import { createConfirmations } from './confirmations.ts'
import { createFetchedKeys } from './fetched-keys.ts'
import { createJudgement, type Judged } from './judgement.ts'
import type { Preflight } from './preflight.ts'
import type { Head } from './refusals.ts'

/** Numbers of requests at a test endpoint. */
export interface TestEndpointCounts {
  /** Number of all requests. */
  arrived: number
  /** Number of handshakes that the rules answered. */
  handshakes: number
  /** Number of requests that the rules refused. */
  refused: number
}

export type TestEndpoint = ReturnType<typeof openTestEndpoint>

/** Opens a test endpoint. It responds like an Event URL of a registering subscription, but stores nothing. */
export const openTestEndpoint = (params: {
  effects: Effects
  settings: Pick<Settings, 'maxBody'>
  receiving: Receiving
  eventUrl: string
  /** Values of the connection. `signingSecret` is generated for this test endpoint. */
  values: ConnectionValues
  signingSecret: string
  /** Called with each event before it is answered. */
  came?: (head: Head, arrival: IncomingRequest) => Promise<void>
}) => {
  const { effects, settings, receiving, eventUrl } = params
  const verdictOf = createJudgement({ effects, fetched: createFetchedKeys(effects) })
  const confirmations = createConfirmations(effects)
  const rules = readRules(receiving)
  const counts: TestEndpointCounts = { arrived: 0, handshakes: 0, refused: 0 }
  let captured: Record<string, string> = {}
  let registration: unknown

  const judged = (): Judged => ({
    rules,
    keys: keysFrom(receiving, {
      connection: params.values,
      generated: params.signingSecret,
      registration,
      captured
    }),
    phase: 'registering',
    captured: Object.keys(captured),
    registration,
    eventUrl
  })

  const refuse = (reason: RefusalReason, facts: RefusalFacts, status: number): EventAnswer => {
    counts.refused++
    return refusedAnswer({ reason, facts, status, receiving })
  }

  /**
   * Answers a handshake. `before` contains the values captured before the verdict. If others were captured
   * since, the handshake is refused, because a secret is captured only once.
   */
  const answerHandshake = async (
    { answer: said, captures, fetch }: Extract<Verdict, { is: 'handshake' }>,
    before: Record<string, string>
  ): Promise<EventAnswer> => {
    const { refused, overloaded } = receiving.answer
    const isLate = () => captures.length > 0 && captured !== before
    if (fetch !== null && !isLate()) {
      const confirmed = confirmations.of(eventUrl, fetch)
      if (confirmed === undefined) return refuse('overload', {}, overloaded)
      const why = await confirmed
      if (why !== null) return refuse('handshake-unconfirmed', { why }, overloaded)
    }
    if (isLate()) return refuse('handshake-captured', {}, refused)
    if (captures.length > 0)
      captured = { ...captured, ...Object.fromEntries(captures.map(({ name, value }) => [name, value])) }
    counts.handshakes++
    return { is: 'said', ...said, deliveryId: null }
  }

  const answer = async (verdict: Verdict, before: Record<string, string>): Promise<EventAnswer> => {
    switch (verdict.is) {
      case 'accepted':
      case 'filtered':
        return {
          is: 'said',
          ...acceptedResponseOf(receiving, receiving.answer.accepted.status),
          deliveryId: null
        }
      case 'handshake':
        return answerHandshake(verdict, before)
      case 'refused':
        return refuse(verdict.reason, verdict.facts, verdict.status)
      case 'fetch':
        throw new Error('The signature check requested a key although all keys were loaded.')
    }
  }

  return {
    preflight: (head: Head): Preflight => {
      counts.arrived++
      const most = Math.min(settings.maxBody, receiving.limits.maxBytes)
      return {
        is: 'expected',
        most,
        accept: async body => {
          const arrival: IncomingRequest = {
            method: head.method,
            query: head.query,
            headers: head.headers,
            body
          }
          const before = captured
          const verdict = await verdictOf(judged(), arrival)
          if (verdict.is === 'accepted' || verdict.is === 'filtered') await params.came?.(head, arrival)
          return answer(verdict, before)
        },
        tooLarge: () => refuse('too-large', { size: `more than ${most}`, most }, 413),
        overloaded: () => refuse('overload', {}, receiving.answer.overloaded)
      }
    },
    /** Sets the Registration Data that rules may read. */
    registered: (data: unknown): void => {
      registration = isJsonObject(data) ? data : undefined
    },
    counts: (): TestEndpointCounts => ({ ...counts })
  }
}
