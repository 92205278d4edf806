import './live.css'
import { type Flow, formatDuration, type Id, type RunStatus, type Step } from '@hookwright/model'
import { IconButton } from '@hookwright/ui'
import { Pause, Play } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useCanvas } from '../use-canvas.tsx'
import { Comet, type DrawComet } from './comet.tsx'
import { useOwnPanning } from './own-panning.ts'
import { pathOfSegment } from './path-of-segment.ts'
import { createPlayer, type Playhead, speedOf } from './player.ts'
import type { Sight } from './sight.ts'
import { openStage } from './stage.ts'
import { type Timeline, timeAt, timelineOf, timelineStepOf } from './timeline.ts'
import { useViewport } from './use-viewport.ts'

/** Minimum and maximum duration of a replay, in milliseconds. */
const LASTS = { least: 4_000, most: 8_000 }

/** Selector of elements that handle the space bar themselves. */
const takesSpace =
  'a, button, input, textarea, select, summary, [contenteditable], [role=treegrid], [role=switch], [role=option], [role=tab]'

/** Formats the duration of a replay: “ · plays in 4 s”. Empty if the run itself took about as long. */
const formatPace = ({ lasts, took }: Timeline): string => {
  const played = lasts / speedOf(lasts, LASTS)
  if (took === 0) return ''
  const pace = played / took
  return pace >= 1.5 || pace <= 0.67 ? ` · plays in ${Math.round(played / 1_000)} s` : ''
}

/**
 * Replays an ended run on the canvas of its flow, with a scrubber. Space plays and pauses; arrow keys move between
 * steps.
 */
export const PastRun = ({
  run,
  flow,
  bar,
  axis,
  playhead,
  shownTo,
  isPlayed,
  onPlay
}: {
  run: { id: Id; status: RunStatus; steps: Step[] }
  flow: Flow
  /** Element for the controls; null until it is rendered. */
  bar: Element | null
  /**
   * Element over the time axis for the scrubber. `null` until it is rendered, or if there is no time axis.
   */
  axis: Element | null
  /** Store of the replayed time. */
  playhead: Playhead
  /**
   * Time in the run, in milliseconds since its start. While the replay is paused, the cards show the run as
   * it was at this time; null for the whole run.
   */
  shownTo: number | null
  /** True while the page shows the replay. False while it shows a single step or the ended run. */
  isPlayed: boolean
  onPlay: () => void
}) => {
  const canvas = useCanvas()
  const drawComet = useRef<DrawComet>(null)
  const slider = useRef<HTMLInputElement>(null)
  const time = useRef<HTMLSpanElement>(null)
  const [isPlaying, setPlaying] = useState(false)
  const viewport = useViewport()
  useOwnPanning(canvas)
  const { id, status, steps } = run
  const timeline = useMemo(
    () => timelineOf({ runId: id, flow, steps: steps.map(timelineStepOf), status: status.is }),
    [id, flow, steps, status]
  )

  const showTime = useCallback((ms: number): void => {
    const words = formatDuration(Math.round(ms))
    if (time.current !== null) time.current.textContent = words
    if (slider.current === null) return
    slider.current.value = String(ms)
    slider.current.ariaValueText = words
  }, [])
  const { player, stage, stop } = useMemo(() => {
    const player = createPlayer({ clock: () => performance.now() })
    const drawBar = ({ ms }: Sight): void => {
      showTime(ms)
      playhead.setState({ at: ms })
    }
    const stop = (): void => {
      player.pause()
      setPlaying(false)
    }
    const stage = openStage({
      canvas,
      look: () => {
        const sight = player.look()
        if (player.timeline() !== null) drawBar(sight)
        if (player.isPlaying() && player.isDone()) stop()
        return sight
      },
      isMoving: () => player.isPlaying(),
      comet: at => drawComet.current?.(at)
    })
    return { player, stage, stop }
  }, [canvas, playhead, showTime])
  useEffect(() => () => stage.close(), [stage])

  useEffect(() => {
    if (isPlayed) return
    stop()
    player.forget()
    stage.clear()
    playhead.setState({ at: shownTo })
    showTime(shownTo ?? timeline.took)
  }, [isPlayed, shownTo, player, stage, stop, playhead, timeline, showTime])

  const begin = (): void => {
    if (player.timeline() === null || player.isDone()) player.play(timeline, LASTS)
    else player.resume()
    // Whether live runs are followed on the canvas of a flow is up to its own switch.
    if (canvas.readOnly) canvas.ui.setState({ follow: 'on' })
    onPlay()
    setPlaying(true)
    stage.wake()
  }
  const toggle = (): void => (isPlaying ? stop() : begin())
  const seek = (at: number): void => {
    if (player.timeline() === null) {
      player.play(timeline, LASTS)
      player.pause()
    }
    player.seek(at)
    onPlay()
    stage.draw()
  }
  const stepBy = (by: 1 | -1): void => {
    const at =
      player.timeline() === null
        ? timeAt(timeline, Number(slider.current?.value ?? timeline.took))
        : player.at()
    const stops = timeline.moments.flatMap(moment =>
      moment.is === 'start' || moment.is === 'over' ? moment.at : []
    )
    seek((by === 1 ? stops.find(stop => stop > at) : stops.findLast(stop => stop < at)) ?? at)
  }

  const keys = useRef({ toggle })
  useEffect(() => {
    keys.current = { toggle }
  })
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      // The canvas takes the space bar too, for panning while it is held.
      if (event.key !== ' ' || event.repeat) return
      if (event.target instanceof Element && event.target.closest(takesSpace) !== null) return
      event.preventDefault()
      keys.current.toggle()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])

  const pathOf = useMemo(() => (segment: string) => pathOfSegment(canvas, segment), [canvas])
  return (
    <>
      {bar !== null &&
        createPortal(
          <fieldset aria-label="Playback" className="m-0 flex min-w-0 grow items-center gap-2">
            <IconButton
              size="small"
              label={isPlaying ? 'Pause run' : 'Play run'}
              shortcut="Space"
              icon={isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
              onClick={toggle}
            />
            <span className="tabular truncate text-small text-ink-2">
              <span ref={time} className="font-medium text-ink">
                {formatDuration(timeline.took)}
              </span>{' '}
              of {formatDuration(timeline.took)}
              {formatPace(timeline)}
            </span>
          </fieldset>,
          bar
        )}
      {axis !== null &&
        createPortal(
          <input
            ref={slider}
            type="range"
            aria-label="Playback position"
            min={0}
            max={timeline.took}
            step="any"
            defaultValue={shownTo ?? timeline.took}
            // Half its thumb wider at both ends, so that the middle of the thumb stands at the time.
            className="live-slider absolute inset-y-0 -left-1.5 w-[calc(100%+0.75rem)]"
            onChange={event => {
              stop()
              seek(timeAt(timeline, Number(event.currentTarget.value)))
            }}
            onKeyDown={event => {
              if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
              event.preventDefault()
              stop()
              stepBy(event.key === 'ArrowRight' ? 1 : -1)
            }}
          />,
          axis
        )}
      {viewport && <Comet into={viewport} pathOf={pathOf} draw={drawComet} />}
    </>
  )
}
