import './live.css'
import type { Id, Millis } from '@hookwright/model'
import { hasEnded } from '@hookwright/model'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useCanvas, useUiState } from '../use-canvas.tsx'
import { Comet, type DrawComet } from './comet.tsx'
import { createLivePlayer } from './live-player.ts'
import { useOwnPanning } from './own-panning.ts'
import { pathOfSegment } from './path-of-segment.ts'
import { openStage } from './stage.ts'
import { timelineOf, timelineStepOf } from './timeline.ts'
import { useViewport } from './use-viewport.ts'

/**
 * Number of newest runs to query. The query for the last run's values uses the same number, so that both
 * share one request.
 */
const LOOKED = 10

/** Polling intervals for runs in progress, in milliseconds. The server reports progress only while it is polled. */
const LOOK_EVERY = { idle: 15_000, running: 240 }

/** Animates the runs of a flow on its canvas as they happen. */
export const LiveRuns = ({ flowId, since }: { flowId: Id; since: Millis }) => {
  const canvas = useCanvas()
  const trpc = useTrpc()
  const queries = useQueryClient()
  const isOn = useUiState(ui => ui.follow !== 'off')
  const drawComet = useRef<DrawComet>(null)
  const viewport = useViewport()
  useOwnPanning(canvas)

  const { player, stage } = useMemo(() => {
    const player = createLivePlayer({ clock: () => performance.now() })
    const stage = openStage({
      canvas,
      look: player.look,
      isMoving: player.isMoving,
      comet: at => drawComet.current?.(at)
    })
    return { player, stage }
  }, [canvas])
  useEffect(() => () => stage.close(), [stage])

  const { data } = useQuery({ ...trpc.runs.list.queryOptions({ flowId, limit: LOOKED }), enabled: isOn })
  const seen = useRef<Set<Id> | null>(null)
  const begun = useRef(new Set<Id>())

  const underWay =
    data?.rows.find(({ kind, status }) => kind === 'flow' && status.is === 'running')?.id ?? null
  const { data: running } = useQuery({
    ...trpc.runs.underWay.queryOptions({ flowId }),
    enabled: isOn,
    refetchInterval: underWay === null ? LOOK_EVERY.idle : LOOK_EVERY.running
  })
  useEffect(() => {
    const found = running?.find(({ runId }) => runId === underWay)
    if (found === undefined || seen.current === null || seen.current.has(found.runId)) return
    const { flow } = canvas.drawing.getState()
    const isNew = !begun.current.has(found.runId)
    begun.current.add(found.runId)
    player.came(timelineOf({ ...found, flow, status: 'running' }), isNew ? 1 : 0)
    stage.wake()
  }, [running, underWay, canvas, player, stage])

  useEffect(() => {
    if (data === undefined) return
    const runs = data.rows.filter(({ kind }) => kind === 'flow')
    const ended = runs.filter(({ status }) => hasEnded(status))
    // What ended before the page was opened is past.
    seen.current ??= new Set(ended.filter(({ finishedAt }) => (finishedAt ?? 0) < since).map(({ id }) => id))
    const known = seen.current
    const fresh = ended.filter(({ id }) => !known.has(id))
    const count = fresh.filter(({ id }) => !begun.current.has(id)).length
    for (const { id } of fresh) known.add(id)
    const [newest] = fresh
    if (newest === undefined) return
    const { id } = newest
    queries.fetchQuery({ ...trpc.runs.get.queryOptions({ runId: id }), staleTime: 0 }).then(
      run => {
        const steps = (run.steps ?? []).map(timelineStepOf)
        const { flow } = canvas.drawing.getState()
        player.came(timelineOf({ runId: id, flow, steps, status: run.status.is }), count)
        stage.wake()
      },
      // A run that cannot be read is not played; the strip below shows its state.
      () => {}
    )
  }, [data, since, canvas, player, stage, queries, trpc])

  useEffect(() => {
    const playAgain = (runId: Id): void =>
      void queries.fetchQuery(trpc.runs.get.queryOptions({ runId })).then(
        run => {
          const { flow } = canvas.drawing.getState()
          const steps = (run.steps ?? []).map(timelineStepOf)
          player.again(timelineOf({ runId, flow, steps, status: run.status.is }))
          stage.wake()
        },
        () => {}
      )
    canvas.ui.setState({ playAgain })
    return () => canvas.ui.setState({ playAgain: null })
  }, [canvas, player, stage, queries, trpc])

  const pathOf = useMemo(() => (segment: string) => pathOfSegment(canvas, segment), [canvas])
  return viewport && <Comet into={viewport} pathOf={pathOf} draw={drawComet} />
}
