import type { Millis } from '@hookwright/model'
import { createPlayer } from './player.ts'
import { noSight, type Sight, sightAt } from './sight.ts'
import type { Timeline } from './timeline.ts'

/** Player that animates runs as they happen. Many simultaneous runs are shown as one animation. */
export interface LivePlayer {
  /** Adds a new run or updates a run in progress. `count` is the number of runs that a new run stands for. */
  came: (timeline: Timeline, count: number) => void
  /** Plays a past run from its start. */
  again: (timeline: Timeline) => void
  look: () => Sight
  /** Returns true while animation frames are needed. */
  isMoving: () => boolean
  clear: () => void
}

/** Times of the live animation, in milliseconds. */
export const liveTimes = {
  /** Maximum duration of a run's animation. */
  most: 3_000,
  /** Duration of the animation of a past run. */
  again: 4_000,
  /**
   * Remaining duration of an animation when another run waits. Events that arrive during this time are
   * merged.
   */
  merge: 240,
  /** Time for which the rail stays green after a run. */
  stays: 2_000,
  /** Time window for counting the rate of events. */
  window: 1_000
}

/** Number of events per second above which the rail glows continuously. */
const STEADY_FROM = 10

/** Creates the player of live runs. */
export const createLivePlayer = (params: { clock: () => Millis }): LivePlayer => {
  const { clock } = params
  const player = createPlayer(params)
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

  /** Starts the next animation once the current one has ended. */
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
