import type { Id } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { type CardSight, sightAt } from '../../../../features/canvas/live/sight.ts'
import { timelineOf } from '../../../../features/canvas/live/timeline.ts'
import { useCanvas, useUiState } from '../../../../features/canvas/use-canvas.tsx'
import { useTrpc } from '../../../../kit/api/use-api.tsx'

/**
 * Delay before a row's run is fetched, in milliseconds. Rows replaced sooner, as in a burst, are never
 * fetched.
 */
const READ_AFTER = 500
/** Maximum number of cards for which bars are shown. */
const MOST = 16

const looks: Record<CardSight['is'] | 'none', string> = {
  arrives: 'bg-accent',
  next: 'bg-line',
  running: 'bg-accent',
  done: 'bg-rail-done',
  stopped: 'bg-ink-3',
  failed: 'bg-err',
  waiting: 'bg-warn',
  skipped: 'border border-line-strong/50',
  none: 'bg-line'
}

/** Progress bars of a run, one for each card of the flow. The status text gives the same information. */
export const CardTrack = ({ runId, isOver }: { runId: Id; isOver: boolean }) => {
  const canvas = useCanvas()
  const [isDue, setDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), READ_AFTER)
    return () => clearTimeout(timer)
  }, [])
  const { data } = useQuery({
    ...useTrpc().runs.get.queryOptions({ runId }),
    enabled: isDue && isOver,
    staleTime: Number.POSITIVE_INFINITY
  })
  const played = useUiState(ui => (ui.playedRun === runId ? ui.sights : null))
  const { flow } = canvas.drawing.getState()
  const ended = useMemo(() => {
    if (data?.steps == null) return null
    const timeline = timelineOf({ runId, flow, steps: data.steps, status: data.status.is })
    return sightAt(timeline, timeline.lasts).cards
  }, [data, runId, flow])
  const cards = played ?? ended
  const ids = [...canvas.drawing.getState().view.places.keys()]
  if (ids.length > MOST) return null
  return (
    <span aria-hidden className="flex items-center gap-0.5">
      {ids.map(id => (
        <span
          key={id}
          className={cx('h-1.5 min-w-1 max-w-4 grow rounded-[2px]', looks[cards?.get(id)?.is ?? 'none'])}
        />
      ))}
    </span>
  )
}
