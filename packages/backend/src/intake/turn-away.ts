import type { RefusalFacts, RefusalReason } from '@hookwright/model'
import { type EventAnswer, refusedAnswer } from '../subscription-cache/answers.ts'
import type { Door } from '../subscription-cache/door.ts'
import type { Live } from '../subscription-cache/lives.ts'
import type { Head, Refusals } from './refusals.ts'
import { withoutValues } from './without-values.ts'

/** What a request came to, with its head. */
export interface MetAt {
  live: Live
  door: Door
  head: Head
}

/** Answers requests that are not taken. */
export interface TurnAway {
  /** Counts the refusal, keeps what may be kept of the request, and says what is answered. */
  refuse: (at: MetAt, reason: RefusalReason, facts: RefusalFacts, status: number) => EventAnswer
  /** No room for one more: it is counted alone. */
  overload: (live: Live, door: Door) => EventAnswer
}

/** Of a request whose body is not kept. */
const headToKeep = (live: Live, head: Head): Head => {
  if (live.redaction.length === 0) return head
  const { query, headers } = withoutValues(live, head, { ...head, body: new Uint8Array() }).arrival
  return { ...head, query, headers }
}

export const createTurnAway = (refusals: Pick<Refusals, 'add' | 'count'>): TurnAway => ({
  refuse: ({ live, door, head }, reason, facts, status) => {
    refusals.add(live.id, door, headToKeep(live, head), { reason, facts })
    return refusedAnswer({ reason, facts, status, receiving: door.receiving })
  },
  overload: (live, { receiving }) => {
    refusals.count(live.id, 'overload')
    return refusedAnswer({ reason: 'overload', facts: {}, status: receiving.answer.overloaded, receiving })
  }
})
