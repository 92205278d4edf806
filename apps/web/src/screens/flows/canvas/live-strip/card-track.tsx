import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { type CardSight, sightAt } from '../../../../features/canvas/live/sight.ts'
import { timelineOf } from '../../../../features/canvas/live/timeline.ts'
import { useCanvas, useUiState } from '../../../../features/canvas/use-canvas.tsx'
import { CardDashes, type DashLook, MOST_DASHES } from '../../../../features/run-view/card-dashes.tsx'
import { useTrpc } from '../../../../kit/api/use-api.tsx'

/**
 * Delay before a row's run is fetched, in milliseconds. Rows replaced sooner, as in a burst, are never
 * fetched.
 */
const READ_AFTER = 500
const looks: Record<CardSight['is'], DashLook> = {
  arrives: 'running',
  next: 'none',
  running: 'running',
  done: 'done',
  stopped: 'stopped',
  failed: 'failed',
  waiting: 'waiting',
  skipped: 'skipped'
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
  if (ids.length > MOST_DASHES) return null
  return (
    <CardDashes
      dashes={ids.map(id => {
        const sight = cards?.get(id)
        return sight === undefined ? 'none' : looks[sight.is]
      })}
    />
  )
}
