import type { Id, Run } from '@hookwright/model'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTrpc } from '../../../api/use-api.tsx'
import { useCanvas } from '../../../canvas/use-canvas.tsx'
import { newestEnded } from './newest-ended.ts'

/** So many of the newest are looked through for one that has ended. */
const LOOKED = 10

/** What is known of a flow's last run: still asked for, none yet, only begun ones, or one with or without its values. */
export type LastRun =
  | { is: 'asked' }
  | { is: 'none' }
  | { is: 'under-way' }
  | { is: 'ended'; run: Pick<Run, 'id' | 'status' | 'startedAt'>; kept: boolean }

/** Follows the flow's last run, and puts its values on the canvas. */
export const useLastRun = (flowId: Id): LastRun => {
  const canvas = useCanvas()
  const trpc = useTrpc()
  const { data: list } = useQuery(trpc.runs.list.queryOptions({ flowId, limit: LOOKED }))
  const newest = list === undefined ? null : newestEnded(list.rows)
  const { data: run } = useQuery({
    ...trpc.runs.get.queryOptions({ runId: newest?.id ?? '' }),
    enabled: newest !== null,
    placeholderData: keepPreviousData
  })

  const hasNone = list !== undefined && newest === null

  useEffect(() => {
    if (run === undefined) {
      canvas.run.setState({ past: hasNone ? 'known' : 'asked' })
      return
    }
    const { flow } = canvas.drawing.getState()
    const shown = { flow, steps: run.steps ?? [], given: {}, result: run.result, past: true } as const
    canvas.run.setState({ past: 'known', shown })
  }, [canvas, run, hasNone])

  if (list === undefined || (newest !== null && run === undefined)) return { is: 'asked' }
  if (run === undefined) return { is: list.rows.length === 0 ? 'none' : 'under-way' }
  return { is: 'ended', run, kept: run.steps !== null }
}
