import type { Millis } from '@hookwright/model'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { noSight, type Sight, sightAt } from './sight.ts'
import type { Timeline } from './timeline.ts'

/** Player for the animation of one run, driven by a clock. */
export interface Player {
  /** Plays a run from its start. `lasts` is the minimum and maximum duration of its animation. */
  play: (timeline: Timeline, lasts: { least: Millis; most: Millis }) => void
  /** Updates the timeline of the run that is being played. */
  feed: (timeline: Timeline) => void
  /** Limits the remaining duration of the animation. */
  hurry: (within: Millis) => void
  /** Moves to a time of the animation, whether playing or paused. */
  seek: (at: Millis) => void
  pause: () => void
  resume: () => void
  /** Stops the animation and removes its run. */
  forget: () => void
  /** Returns the state to draw at the current time. */
  look: () => Sight
  /** Returns the time of the animation. */
  at: () => Millis
  timeline: () => Timeline | null
  isPlaying: () => boolean
  /** Returns true once all known moments have been shown. */
  isDone: () => boolean
}

/** Returns the playback speed that keeps the animation within its minimum and maximum duration. */
export const speedOf = (lasts: Millis, { least, most }: { least: Millis; most: Millis }): number =>
  lasts === 0 ? 1 : lasts / Math.min(most, Math.max(least, lasts))

/** Creates a player. Its state depends only on the clock, not on the frame rate. */
export const createPlayer = (params: { clock: () => Millis }): Player => {
  const { clock } = params
  let timeline: Timeline | null = null
  /** Time of the animation when the clock was at `since`. */
  let from = 0
  let since = 0
  let speed = 1
  let playing = false

  const at = (): Millis => {
    const end = timeline?.lasts ?? 0
    return Math.min(end, playing ? from + (clock() - since) * speed : from)
  }
  const setFrom = (next: Millis): void => {
    from = Math.min(timeline?.lasts ?? 0, Math.max(0, next))
    since = clock()
  }

  return {
    play: (next, lasts) => {
      timeline = next
      speed = speedOf(next.lasts, lasts)
      setFrom(0)
      playing = true
    },
    feed: next => {
      const was = at()
      // A card that was seen running ends as soon as its end is known.
      const isBehind = timeline !== null && was >= timeline.lasts
      const end = isBehind ? next.moments.find(moment => moment.is === 'end' && moment.at > was) : undefined
      timeline = next
      setFrom(end?.at ?? was)
    },
    hurry: within => {
      const was = at()
      setFrom(was)
      speed = Math.max(speed, ((timeline?.lasts ?? 0) - was) / within)
    },
    seek: setFrom,
    pause: () => {
      setFrom(at())
      playing = false
    },
    resume: () => {
      setFrom(at())
      playing = true
    },
    forget: () => {
      timeline = null
      playing = false
    },
    look: () => (timeline === null ? noSight : sightAt(timeline, at())),
    at,
    timeline: () => timeline,
    isPlaying: () => playing,
    isDone: () => timeline === null || at() >= timeline.lasts
  }
}

/** Selected time of a run, in milliseconds since its start; null while the whole run is shown. */
export type Playhead = StoreApi<{ at: Millis | null }>

/**
 * Creates the store of the selected time, with no time selected. The store changes with each animation frame,
 * but React does not render for it.
 */
export const createPlayhead = (): Playhead => createStore(() => ({ at: null }))
