import { type IncomingRequest, judge, type RefusalReason, type Verdict } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import type { EndpointPolicy } from '../subscription-cache/endpoint-policy.ts'
import type { FetchedKeys } from './fetched-keys.ts'

/** Part of an endpoint policy that is required to judge requests. */
export type Judged = Pick<
  EndpointPolicy,
  'rules' | 'keys' | 'phase' | 'captured' | 'registration' | 'eventUrl'
>

/** Maximum number of key fetches for one request. */
const MOST_FETCHES = 3

/** Refusal reasons that a new key at the same URL could resolve. */
const unmatched: RefusalReason[] = ['bad-signature', 'bad-signature-of-url', 'key-not-found']

/**
 * Creates the function that judges requests. It first fetches the required keys, and is synchronous if none
 * must be fetched.
 */
export const createJudgement = ({
  effects,
  fetched
}: {
  effects: Pick<Effects, 'clock' | 'cryptography'>
  fetched: FetchedKeys
}): ((policy: Judged, arrival: IncomingRequest) => Verdict | Promise<Verdict>) => {
  const verdictOf = (policy: Judged, arrival: IncomingRequest, fetches = 0): Verdict | Promise<Verdict> => {
    let used: string | null = null
    const { eventUrl, keys, phase, captured, registration } = policy
    const { method, query, headers, body } = arrival
    const verdict = judge(
      policy.rules,
      { method, eventUrl, query, headers, body },
      {
        keys,
        now: effects.clock(),
        cryptography: effects.cryptography,
        phase,
        captured,
        registration,
        fetched: url => {
          used = url
          return fetched.at(url) ?? (fetches < MOST_FETCHES ? undefined : [])
        }
      }
    )
    if (verdict.is === 'accepted') return verdict
    const again = () => verdictOf(policy, arrival, fetches + 1)
    if (verdict.is === 'fetch') return fetched.fetch(verdict.url).then(again)
    const isUnmatched = verdict.is === 'refused' && unmatched.includes(verdict.reason)
    if (!isUnmatched || used === null || fetches >= MOST_FETCHES) return verdict
    // The service may have a new key at the same address.
    return fetched.renew(used)?.then(again) ?? verdict
  }
  return (policy, arrival) => verdictOf(policy, arrival)
}
