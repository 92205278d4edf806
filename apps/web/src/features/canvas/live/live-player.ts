import type { Millis } from '@hookwright/model'
import { createPlayer } from './player.ts'
import { noSight, type Sight, sightAt } from './sight.ts'
import type { Timeline } from './timeline.ts'

/** Plays runs as they happen; many at once are shown as one. */
export interface LivePlayer {
  /** A run has begun or has come further; `count` is the number of runs that it stands for when it is new. */
  came: (timeline: Timeline, count: number) => void
  /** Plays a past run from its beginning. */
  again: (timeline: Timeline) => void
  look: () => Sight
  /** True while frames are needed. */
  isMoving: () => boolean
  clear: () => void
}

/** Times of the live animation, in milliseconds. */
export const liveTimes = {
  /** The longest animation of a run. */
  most: 3_000,
  /** Time in which a past run is played. */
  again: 4_000,
  /** Time in which a run ends when another one waits: events within it join. */
  merge: 240,
  /** Time for which the rail stays green after a run. */
  stays: 2_000,
  /** Window over which the rate of events is counted. */
  window: 1_000
}

/** Number of events a second above which the rail glows steadily. */
const STEADY_FROM = 10

/** Creates the player of live runs. */
export const createLivePlayer = (given: { clock: () => Millis }): LivePlayer => {
  const { clock } = given
  const player = createPlayer(given)
  let waiting: { timeline: Timeline; count: number } | null = null
  let count = 0
  let doneAt: Millis | null = null
  let came: { at: Millis; count: number }[] = []

  const isSteady = (): boolean => {
    const since = clock() - liveTimes.window
    came = came.filter(({ at }) => at > since)
    return came.reduce((sum, one) => sum + one.count, 0) > STEADY_FROM
  }

  const begin = (next: { timeline: Timeline; count: number }, least = 0): void => {
    player.play(next.timeline, { least, most: Math.max(least, liveTimes.most) })
    count = next.count
    doneAt = null
    waiting = null
  }

  /** Notes when a run has been shown to its end, and begins the next one. */
  const goOn = (): void => {
    if (!player.isDone() || player.timeline()?.isOver !== true) return
    doneAt ??= clock()
    if (waiting !== null) begin(waiting)
  }

  return {
    came: (timeline, more) => {
      if (more > 0) came.push({ at: clock(), count: more })
      goOn()
      const now = player.timeline()
      if (now?.runId === timeline.runId) {
        player.feed(timeline)
        return
      }
      if (waiting?.timeline.runId === timeline.runId) {
        waiting = { timeline, count: waiting.count + more }
        return
      }
      if (now === null || doneAt !== null || !now.isOver) {
        begin({ timeline, count: more })
        return
      }
      waiting = { timeline, count: (waiting?.count ?? 0) + more }
      player.hurry(liveTimes.merge)
    },
    again: timeline => begin({ timeline, count: 1 }, liveTimes.again),
    look: () => {
      goOn()
      const steady = isSteady()
      const newest = waiting?.timeline ?? player.timeline()
      if (steady && newest !== null) {
        const total = came.reduce((sum, one) => sum + one.count, 0)
        return { ...sightAt(newest, newest.lasts), comet: null, count: total, isSteady: true }
      }
      if (doneAt !== null && clock() - doneAt > liveTimes.stays) return noSight
      return { ...player.look(), count }
    },
    isMoving: () => {
      goOn()
      if (isSteady() || waiting !== null) return true
      if (player.timeline() === null) return false
      return doneAt === null ? !player.isDone() : clock() - doneAt <= liveTimes.stays
    },
    clear: () => {
      waiting = null
      came = []
      count = 0
      doneAt = Number.NEGATIVE_INFINITY
    }
  }
}
