import type { CardId, Id, RunStatus } from '@hookwright/model'
import type { RailState } from '../ui-state/canvas-ui.ts'
import { type CardEnd, type Timeline, times } from './timeline.ts'

/** State of a card during an animated run. */
export type CardSight = { is: 'arrives'; count: number } | { is: 'next' } | { is: 'running' } | CardEnd

/** Visible state of an animated run at one point in time. */
export interface Sight {
  /** Id of the animated run; null when no run is animated. */
  runId: Id | null
  cards: ReadonlyMap<CardId, CardSight>
  rail: ReadonlyMap<string, RailState>
  /** Rail segment with the comet, and the fraction of the segment that the comet has covered. */
  comet: { segment: string; share: number } | null
  /** Final status of the run; null until it has ended. */
  over: RunStatus['is'] | null
  /** Elapsed time of the run, in milliseconds. */
  ms: number
  /** Number of events merged into this run. */
  count: number
  /** True while events arrive at a high rate. The rail then glows and only the counts change. */
  isSteady: boolean
}

/** Visible state when no run is animated. */
export const noSight: Sight = {
  runId: null,
  cards: new Map(),
  rail: new Map(),
  comet: null,
  over: null,
  ms: 0,
  count: 0,
  isSteady: false
}

/** Converts a time of the animation to the time of the run, interpolated between two moments. */
const runTimeAt = (timeline: Timeline, at: number): number => {
  const { moments } = timeline
  const behind = moments.findIndex(moment => moment.at > at)
  if (behind === -1) return moments.at(-1)?.ms ?? 0
  const before = moments[behind - 1]
  const after = moments[behind]
  if (before === undefined || after === undefined) return 0
  const share = (at - before.at) / (after.at - before.at)
  return before.ms + share * Math.max(0, after.ms - before.ms)
}

type Passed = Pick<Sight, 'cards' | 'rail' | 'over'> & {
  count: number
  travels: { segment: string; at: number } | null
}

/** Cache of the last state per run, so that frames between two moments compute nothing. */
const known = new WeakMap<Timeline, Passed>()

const firstCardOf = ({ moments, next }: Timeline): CardId | null => {
  const start = moments.find(moment => moment.is === 'start')
  return start === undefined ? next : start.card
}

/** Returns the state of the run after the first `count` moments of its timeline. */
const passedOf = (timeline: Timeline, count: number): Passed => {
  const cards = new Map<CardId, CardSight>()
  const rail = new Map<string, RailState>()
  let travels: Passed['travels'] = null
  let over: Sight['over'] = null
  for (const moment of timeline.moments.slice(0, count)) {
    switch (moment.is) {
      case 'arrive': {
        const first = firstCardOf(timeline)
        if (first !== null) cards.set(first, { is: 'arrives', count: 1 })
        break
      }
      case 'travel':
        travels = moment
        break
      case 'start':
        travels = null
        rail.set(moment.segment, 'live')
        cards.set(moment.card, { is: 'running' })
        break
      case 'end':
        cards.set(moment.card, moment.end)
        for (const segment of moment.segments) rail.set(segment, 'done')
        break
      case 'skip':
        for (const card of moment.cards) cards.set(card, { is: 'skipped' })
        for (const segment of moment.segments) rail.set(segment, 'dim')
        break
      case 'over':
        over = moment.status
        break
    }
  }
  const coming = timeline.moments.slice(count).find(moment => moment.is === 'start')
  const next = coming === undefined ? (over === null ? timeline.next : null) : coming.card
  if (next !== null && !cards.has(next)) cards.set(next, { is: 'next' })
  return { cards, rail, over, count, travels }
}

/**
 * Returns the visible state of a run at a time of its animation. Unchanged parts are the same objects as
 * before.
 */
export const sightAt = (timeline: Timeline, at: number): Sight => {
  const behind = timeline.moments.findIndex(moment => moment.at > at)
  const count = behind === -1 ? timeline.moments.length : behind
  const before = known.get(timeline)
  const passed = before?.count === count ? before : passedOf(timeline, count)
  known.set(timeline, passed)
  const { cards, rail, over, travels } = passed
  return {
    runId: timeline.runId,
    cards,
    rail,
    over,
    comet: travels && { segment: travels.segment, share: Math.min(1, (at - travels.at) / times.travel) },
    ms: runTimeAt(timeline, at),
    count: 1,
    isSteady: false
  }
}
