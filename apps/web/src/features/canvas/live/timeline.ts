import {
  type Block,
  type CardId,
  type Flow,
  hasEnded,
  type RunStatus,
  type Step,
  startCardOf
} from '@hookwright/model'
import { httpStatusOf, stepsOfCards } from '../run/run-view.ts'

/** Step of a run. Its end is missing while the step is in progress. */
export type TimelineStep = Pick<Step, 'path' | 'from'> & {
  status: Step['status'] | 'running'
  to: number | null
  message?: string
  /** HTTP status of the service's response, for a step that failed because of this response. */
  httpStatus?: number | undefined
}

/** Converts a step of a stored trace to a step of the timeline. */
export const timelineStepOf = ({ path, from, to, status, fault }: Step): TimelineStep => ({
  path,
  from,
  to,
  status,
  ...(fault && { message: fault.message, httpStatus: httpStatusOf(fault) })
})

/** Result of a card in a run. `took` is its duration in milliseconds. */
export type CardEnd =
  | { is: 'done' | 'stopped'; took: number }
  | { is: 'failed'; took: number; message: string; httpStatus?: number | undefined }
  | { is: 'waiting' | 'skipped' }

/** A visible change during a run. `at` is its time in the animation, `ms` its time in the run. */
export type Moment = { at: number; ms: number } & (
  | { is: 'arrive' }
  | { is: 'travel'; segment: string }
  /** The run has reached the card. */
  | { is: 'start'; card: CardId; segment: string }
  /** The card has ended; its values are shown from now on. */
  | { is: 'end'; card: CardId; end: CardEnd; segments: string[] }
  | { is: 'skip'; cards: CardId[]; segments: string[] }
  | { is: 'over'; status: RunStatus['is'] }
)

/** The moments of a run's animation, in order. */
export interface Timeline {
  runId: string
  moments: Moment[]
  /** Animation time of the last known moment. */
  lasts: number
  /** Duration of the run so far, in milliseconds. */
  took: number
  /** True once all moments are known. */
  isOver: boolean
  /** Card after the running one; null when the run has ended or nothing follows. */
  next: CardId | null
}

/** Times of the animation, in milliseconds. */
export const times = {
  /** Delay between the arrival of the event and the start of its movement. */
  arrive: 160,
  /** Duration of the movement between two cards. */
  travel: 240,
  /** Cards with a shorter duration are shown as done without being shown as running. */
  unseen: 30,
  /** Minimum and maximum time for which a card is shown as running. */
  dwell: { least: 160, most: 900 }
}

/** Name for the beginning of the rail, used in the id of the first rail segment: `start->card`. */
const HOOK = 'start'

/** Returns the id of the rail segment between two cards. */
const segmentOf = (from: CardId, to: CardId): string => `${from}->${to}`

/** Neighbors of a card on the rail, the line that connects the cards. */
interface OnRail {
  /** Previous card of the flow or block; for the first card of a block, the enclosing card. */
  from: CardId
  around: CardId | null
  after: CardId | null
}

/** Returns the neighbors of each card of a flow on the rail, in card order. */
const railOf = (flow: Flow): Map<CardId, OnRail> => {
  const found = new Map<CardId, OnRail>()
  const place = (strip: CardId[], around: CardId | null): void => {
    for (const [index, id] of strip.entries()) {
      const from = strip[index - 1] ?? around ?? HOOK
      found.set(id, { from, around, after: strip[index + 1] ?? null })
      for (const block of flow.cards[id]?.blocks ?? []) place(block.strip, id)
    }
  }
  place(flow.strip, null)
  return found
}

const endOf = (step: TimelineStep): CardEnd => {
  const took = (step.to ?? step.from) - step.from
  switch (step.status) {
    case 'failed':
      return { is: 'failed', took, message: step.message ?? 'The card failed.', httpStatus: step.httpStatus }
    case 'stopped':
      return { is: 'stopped', took }
    case 'waiting':
    case 'skipped':
      return { is: step.status }
    case 'succeeded':
    case 'running':
      return { is: 'done', took }
  }
}

interface SeenCard {
  card: CardId
  /** Start of the card's first step. */
  from: number
  /** Last step of the card, which is displayed. */
  last: TimelineStep
}

/** Returns the cards that the run reached, in the order of their first steps. */
const seenCards = (flow: Flow, steps: TimelineStep[]): SeenCard[] => {
  const found = new Map<CardId, SeenCard>()
  for (const { step, card } of stepsOfCards(flow, steps)) {
    const known = found.get(card.id)
    if (known === undefined) found.set(card.id, { card: card.id, from: step.from, last: step })
    else known.last = step
  }
  return [...found.values()]
}

/** Returns the cards and rail segments in the blocks of a block card that the run did not enter. */
const leftOut = (
  flow: Flow,
  holder: CardId,
  isSeen: (card: CardId) => boolean
): { cards: CardId[]; segments: string[] } => {
  const cards: CardId[] = []
  const segments: string[] = []
  const leave = (around: CardId, { id: lane, strip }: Block): void => {
    for (const [index, id] of strip.entries()) {
      cards.push(id)
      segments.push(segmentOf(strip[index - 1] ?? around, id))
      for (const block of flow.cards[id]?.blocks ?? []) leave(id, block)
    }
    segments.push(segmentOf(strip.at(-1) ?? `${around}/${lane}`, around))
  }
  const blocks = flow.cards[holder]?.blocks ?? []
  const isTaken = blocks.some(({ strip }) => strip.some(isSeen))
  for (const block of blocks)
    if (!block.strip.some(isSeen) && (isTaken || block.strip.length > 0)) leave(holder, block)
  return { cards, segments }
}

/** Converts the trace of a run to a timeline. New steps of a run in progress only append moments. */
export const timelineOf = (params: {
  runId: string
  flow: Flow
  steps: TimelineStep[]
  status: RunStatus['is']
}): Timeline => {
  const { runId, flow, steps, status } = params
  const rail = railOf(flow)
  const seen = seenCards(flow, steps)
  const ran = new Set(seen.map(({ card }) => card))
  const isEnded = hasEnded({ is: status })
  const moments: Moment[] = [{ is: 'arrive', at: 0, ms: 0 }]
  const open: SeenCard[] = []
  let at = times.arrive
  let running: CardId | null = null

  const isInside = (card: CardId, holder: CardId): boolean => {
    const around = rail.get(card)?.around ?? null
    return around !== null && (around === holder || isInside(around, holder))
  }

  const end = ({ card, last }: SeenCard): void => {
    if (last.to === null && !isEnded) {
      running ??= card
      return
    }
    const from = rail.get(card)?.from ?? HOOK
    const out = (flow.cards[card]?.blocks ?? []).flatMap(({ strip }) => {
      const inner = strip.at(-1)
      return inner !== undefined && ran.has(inner) ? [segmentOf(inner, card)] : []
    })
    const ms = last.to ?? last.from
    const on = card === flow.strip.at(-1) ? [segmentOf(card, 'end')] : []
    moments.push({
      is: 'end',
      at,
      ms,
      card,
      end: endOf(last),
      segments: [segmentOf(from, card), ...out, ...on]
    })
    if (endOf(last).is !== 'done') return
    const left = leftOut(flow, card, id => ran.has(id))
    if (left.segments.length > 0) moments.push({ is: 'skip', at, ms, ...left })
  }

  for (const one of seen) {
    while (open.length > 0) {
      const holder = open.at(-1)
      if (holder === undefined || isInside(one.card, holder.card)) break
      end(holder)
      open.pop()
    }
    const { card, from, last } = one
    const segment = segmentOf(rail.get(card)?.from ?? HOOK, card)
    moments.push({ is: 'travel', at, ms: from, segment })
    at += times.travel
    moments.push({ is: 'start', at, ms: from, card, segment })
    if ((flow.cards[card]?.blocks ?? []).length > 0) {
      open.push(one)
      continue
    }
    const took = (last.to ?? last.from) - from
    if (took >= times.unseen) at += Math.min(times.dwell.most, Math.max(times.dwell.least, took))
    end(one)
  }
  for (const holder of open.toReversed()) end(holder)

  const took = Math.max(0, ...steps.map(({ from, to }) => to ?? from))
  if (isEnded) moments.push({ is: 'over', at, ms: took, status })
  const start = startCardOf(flow)?.id ?? null
  return {
    runId,
    moments,
    lasts: at,
    took,
    isOver: isEnded,
    next: isEnded ? null : nextOf(rail, running, start)
  }
}

/** Returns the card after this one. After the last card of a block, this is the card after the block card. */
const nextOf = (rail: Map<CardId, OnRail>, card: CardId | null, start: CardId | null): CardId | null => {
  if (card === null) return start
  const { after = null, around = null } = rail.get(card) ?? {}
  if (after !== null) return after
  return around === null ? null : nextOf(rail, around, null)
}

/** Converts a time of the run to the time of its animation. */
export const timeAt = ({ moments }: Pick<Timeline, 'moments'>, ms: number): number => {
  const last = moments.findLastIndex(moment => moment.ms <= ms)
  const [before, after] = [moments[last], moments[last + 1]]
  if (before === undefined || after === undefined) return before?.at ?? 0
  return before.at + ((ms - before.ms) / (after.ms - before.ms)) * (after.at - before.at)
}
