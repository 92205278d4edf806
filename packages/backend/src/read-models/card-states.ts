import type { CardId, RunStatus, Step } from '@hookwright/model'

/**
 * State of one card in a run. `not-reached` is a card after the last one that ran, `unknown` a card without a
 * stored result.
 */
export type CardState = Step['status'] | 'running' | 'not-reached' | 'unknown'

/** Returns the card at which a run failed or waits, with its state; null without such a card. */
const cardOfStatus = (status: RunStatus): [CardId, CardState] | null => {
  if (status.is !== 'failed' && status.is !== 'on-hold' && status.is !== 'waiting') return null
  const card = status.at?.[0]
  if (typeof card !== 'string') return null
  return [card, status.is === 'waiting' ? 'waiting' : 'failed']
}

/**
 * Returns the states of a run's cards, in order. Null if nothing is known of them, such as for a run that
 * succeeded and whose trace is not stored.
 */
export const cardStatesOf = ({
  strip,
  statuses,
  status
}: {
  /** Cards of the flow; null if unknown. The cards that ran are then all cards. */
  strip: readonly CardId[] | null
  /** Last status of each card in the trace. */
  statuses: ReadonlyMap<CardId, Step['status']>
  status: RunStatus
}): CardState[] | null => {
  const known = new Map<CardId, CardState>(statuses)
  const stopped = cardOfStatus(status)
  if (stopped !== null && !known.has(stopped[0])) known.set(...stopped)
  const cards = strip ?? [...known.keys()]
  const last = cards.findLastIndex(card => known.has(card))
  const isOpen = status.is === 'queued' || status.is === 'running'
  if (cards.length === 0 || (last === -1 && !isOpen)) return null
  return cards.map((card, at) => {
    const state = known.get(card)
    if (state !== undefined) return state
    if (at < last) return 'unknown'
    return status.is === 'running' && at === last + 1 ? 'running' : 'not-reached'
  })
}
