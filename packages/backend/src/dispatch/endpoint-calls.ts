import { Fault, type Id, type RawResponse } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Preflight } from '../intake/preflight.ts'
import type { CallerOfDelivery, Head } from '../intake/refusals.ts'
import type { Effects } from '../kernel/effects.ts'
import type { EventAnswer } from '../subscription-cache/answers.ts'
import type { SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import { CALL_TIME, type Callers, type CallResult } from './callers.ts'
import type { createReception } from './reception.ts'

/** Response to the caller of an API endpoint. */
export type CallAnswer =
  | { is: 'response'; response: RawResponse; runId: Id }
  /** Accepted run, for a call that does not wait for a response. */
  | { is: 'accepted'; runId: Id }
  | { is: 'fault'; fault: Fault; retryAfter: number | null }

/** Call with a stored delivery. The answer is reported once, unless `leave` is called before. */
export interface StoredCall {
  answer: (notify: (answer: CallAnswer) => void) => void
  /** Stops waiting for the answer. The run continues. */
  leave: () => void
}

/** Decision on a call before its body is read: an answer, or the permission to read the body. */
export type CallPreflight =
  | { is: 'answered'; answer: CallAnswer }
  | {
      is: 'expected'
      /** Maximum size of a body, in bytes. */
      most: number
      /** Stores the call. Resolves when the delivery is on disk. */
      accept: (body: Uint8Array) => Promise<StoredCall>
      tooLarge: () => CallAnswer
      /** Returns the response for a server with no room for another request. */
      overloaded: () => CallAnswer
    }

/** Value of the `Retry-After` header of an overloaded server, in seconds. */
const AGAIN_IN = 5

const overload = (): CallAnswer => ({
  is: 'fault',
  fault: new Fault('endpoint.overloaded', { seconds: AGAIN_IN }),
  retryAfter: AGAIN_IN
})

/** Converts a fault of an Event URL into the fault for API callers, such as `endpoint.busy`. */
const faultFor = (fault: Fault, methods: string[]): Fault => {
  const { code, details } = fault
  switch (code) {
    case 'event-url.busy':
      return new Fault('endpoint.busy', details)
    case 'event-url.too-large':
      return new Fault('endpoint.too-large', details)
    case 'event-url.encoding':
      return new Fault('endpoint.encoding', details)
    case 'event-url.method':
      return new Fault('endpoint.method', { methods: methods.join(', ') })
    case 'event-url.off':
      return new Fault('endpoint.off')
    case 'event-url.refused':
      return new Fault('endpoint.refused')
    default:
      return fault
  }
}

const answerFor = (runId: Id, result: CallResult): CallAnswer => {
  const fault = (of: Fault): CallAnswer => ({ is: 'fault', fault: of, retryAfter: null })
  switch (result.is) {
    case 'response':
      return { is: 'response', response: result.response, runId }
    case 'no-response':
      return { is: 'accepted', runId }
    case 'failed':
      return fault(new Fault('endpoint.failed', { runId }))
    case 'timed-out':
      return fault(new Fault('endpoint.timed-out', { runId, seconds: CALL_TIME / 1000 }))
    case 'stopping':
      return fault(new Fault('endpoint.stopping', { runId }))
  }
}

/** Returns a stored call with an answer that is already known. */
const known = (answer: CallAnswer): StoredCall => ({ answer: notify => notify(answer), leave: () => {} })

/** Handles calls of API endpoints. Stores each call as a delivery and answers with the result of its run. */
export const createEndpointCalls = ({
  store,
  effects,
  subscriptionCache,
  reception,
  callers
}: {
  store: Pick<Store, 'apiEndpoints'>
  effects: Pick<Effects, 'hashToken'>
  subscriptionCache: Pick<SubscriptionCache, 'byId' | 'policyOf'>
  reception: Pick<ReturnType<typeof createReception>, 'preflightCall'>
  callers: Callers
}) => {
  /** Starts waiting for a delivery's run before the delivery is written, so no result is missed. */
  const openCall = (responds: boolean) => {
    let runId: Id | null = null
    let early: CallAnswer | null = null
    let notify: ((answer: CallAnswer) => void) | null = null
    let leave = (): void => {}
    const give = (answer: CallAnswer): void => {
      if (notify === null) early = answer
      else notify(answer)
    }
    const caller: CallerOfDelivery = {
      accepting: id => {
        runId = id
        if (responds) leave = callers.wait(id, result => give(answerFor(id, result)))
        else early = { is: 'accepted', runId: id }
        return responds
      },
      repeats: first => {
        leave()
        early = { is: 'accepted', runId: first }
      }
    }
    return {
      caller,
      stored: (): StoredCall | null =>
        runId === null
          ? null
          : {
              answer: told => {
                notify = told
                if (early !== null) told(early)
              },
              leave: () => leave()
            },
      leave: () => leave()
    }
  }

  const refused = (answer: EventAnswer, methods: string[]): CallAnswer => {
    if (answer.is === 'fault')
      return { is: 'fault', fault: faultFor(answer.fault, methods), retryAfter: answer.retryAfter }
    throw new Error('An API Endpoint refused a call without a reason.')
  }

  const expect = (
    methods: string[],
    preflight: Extract<Preflight, { is: 'expected' }>,
    call: ReturnType<typeof openCall>
  ): CallPreflight => ({
    is: 'expected',
    most: preflight.most,
    accept: async body => {
      try {
        const answer = await preflight.accept(body)
        return call.stored() ?? known(refused(answer, methods))
      } catch (thrown) {
        call.leave()
        throw thrown
      }
    },
    tooLarge: () => refused(preflight.tooLarge(), methods),
    overloaded: () => {
      preflight.overloaded()
      return overload()
    }
  })

  const fault = (code: 'endpoint.unknown' | 'endpoint.off'): CallPreflight => ({
    is: 'answered',
    answer: { is: 'fault', fault: new Fault(code), retryAfter: null }
  })

  return {
    /** Finds the flow by the token in the URL, and checks the head of the call. */
    preflight: async (token: string, head: Omit<Head, 'caller'>): Promise<CallPreflight> => {
      const target = await store.apiEndpoints.find(effects.hashToken(token))
      if (target === null) return fault('endpoint.unknown')
      const subscription =
        target.subscriptionId === null ? null : await subscriptionCache.byId(target.subscriptionId)
      if (subscription === null) return fault('endpoint.off')
      const call = openCall(subscription.responds)
      const preflight = await reception.preflightCall(subscription, { ...head, caller: call.caller })
      const { methods } = (await subscriptionCache.policyOf(subscription)).receiving
      if (preflight.is === 'answered') return { is: 'answered', answer: refused(preflight.answer, methods) }
      if (subscription.responds && callers.isFull()) {
        preflight.overloaded()
        return { is: 'answered', answer: overload() }
      }
      return expect(methods, preflight, call)
    }
  }
}
