import type { Canvas } from '../canvas.ts'
import { announce } from '../commands/announce.ts'
import { type Box, followTo, isWholeInSight } from './following.ts'
import type { CardSight, Sight } from './sight.ts'

/** Control of the animation that shows runs on a canvas. */
export interface Stage {
  /** Starts drawing frames until nothing moves. */
  wake: () => void
  /** Draws one frame immediately. */
  draw: () => void
  /** Removes the drawn animation. The next frame draws it again. */
  clear: () => void
  /** Stops the animation when its page closes. */
  close: () => void
}

/**
 * Duration of panning to a card, in milliseconds. The next constant is the minimum interval between
 * announcements to screen readers, in milliseconds.
 */
const PAN = 240
const ANNOUNCE_AGAIN = 3_000

const endWords = { succeeded: 'succeeded', failed: 'failed', cancelled: 'was cancelled' } as const

const formatEnd = (over: keyof typeof endWords, count: number): string =>
  count > 1 ? `${count} runs. The last run ${endWords[over]}.` : `Run ${endWords[over]}.`

const isMotionReduced = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** Returns the innermost running card. */
const runningIn = (cards: Sight['cards']): string | null =>
  [...cards].findLast(([, { is }]) => is === 'running')?.[0] ?? null

/** Returns the visible part of the flow, at 100 % zoom. */
const viewOf = (canvas: Canvas): Box | null => {
  const rect = document.querySelector('[data-canvas]')?.getBoundingClientRect()
  const { port } = canvas.view
  if (rect === undefined || port === null) return null
  const { x, y } = port.toFlow({ x: rect.left, y: rect.top })
  const end = port.toFlow({ x: rect.right, y: rect.bottom })
  return { x, y, width: end.x - x, height: end.y - y }
}

/**
 * Marks the canvas while a run is animated. Values of cards that the run has not reached yet are then hidden.
 */
const markPlaying = (isPlayed: boolean): void => {
  document.querySelector('[data-canvas]')?.toggleAttribute('data-playing', isPlayed)
}

/** Returns the card states with the number of merged events on the card where they arrive. */
const withCount = ({ cards, count }: Sight): Sight['cards'] => {
  if (count <= 1) return cards
  const counted = [...cards].map(([id, sight]): [string, CardSight] => [
    id,
    sight.is === 'arrives' ? { ...sight, count } : sight
  ])
  return new Map(counted)
}

/** Starts the animation of runs on a canvas, driven by animation frames. */
export const openStage = (params: {
  canvas: Canvas
  look: () => Sight
  isMoving: () => boolean
  /** Draws the comet in one animation frame. */
  comet: (at: Sight['comet']) => void
}): Stage => {
  const { canvas, look, isMoving, comet } = params
  let frame: number | null = null
  let before: Sight | null = null
  let running: string | null = null
  let announcedAt = Number.NEGATIVE_INFINITY

  const follow = (card: string | null): void => {
    if (card === running) return
    running = card
    if (card === null || canvas.ui.getState().follow !== 'on') return
    const { layout } = canvas.drawing.getState()
    const box = layout.frames.get(card)
    const view = viewOf(canvas)
    if (box === undefined || view === null) return
    const head = { ...box, height: 52 }
    if (isWholeInSight(layout, head, view)) return
    const to = followTo(head, view)
    if (to !== null && !isMotionReduced()) canvas.view.port?.centre(to, PAN)
  }

  const draw = (): void => {
    const sight = look()
    if (sight.cards !== before?.cards || sight.count !== before.count) {
      const arrives = sight.isSteady || [...sight.cards.values()].some(({ is }) => is === 'arrives')
      canvas.ui.setState({
        sights: withCount(sight),
        arrivals: arrives ? sight.count : 0,
        playedRun: sight.runId
      })
      follow(runningIn(sight.cards))
    }
    if (sight.runId !== before?.runId) markPlaying(sight.runId !== null)
    if (sight.rail !== before?.rail) canvas.ui.setState({ rail: sight.rail })
    if (sight.over !== before?.over && !sight.isSteady) announceEnd(sight)
    comet(sight.comet)
    before = sight
  }

  const announceEnd = ({ over, count }: Sight): void => {
    if (over !== 'succeeded' && over !== 'failed' && over !== 'cancelled') return
    const now = performance.now()
    if (now - announcedAt < ANNOUNCE_AGAIN) return
    announcedAt = now
    announce(canvas, formatEnd(over, count))
  }

  const next = (): void => {
    frame = null
    draw()
    wake()
  }
  const wake = (): void => {
    if (frame === null && isMoving()) frame = requestAnimationFrame(next)
  }

  const clear = (): void => {
    if (frame !== null) cancelAnimationFrame(frame)
    frame = null
    markPlaying(false)
    before = null
    running = null
    comet(null)
    canvas.ui.setState({ sights: new Map(), rail: new Map(), arrivals: 0, playedRun: null })
  }

  return {
    wake: () => {
      if (frame === null) frame = requestAnimationFrame(next)
    },
    draw,
    clear,
    close: clear
  }
}
