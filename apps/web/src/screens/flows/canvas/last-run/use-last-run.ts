import { RUN_ID } from '@hookwright/engine'
import { type Id, isJsonObject, type Step } from '@hookwright/model'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useCanvas } from '../../../../features/canvas/use-canvas.tsx'
import type { RunWithTrace } from '../../../../features/history/api-types.ts'
import { useTrpc } from '../../../../kit/api/use-api.tsx'
import { newestEnded } from './newest-ended.ts'
import { useDebounced } from './use-debounced.ts'

/** Number of newest runs to search for an ended run. */
const LOOKED = 10

/** State of the query for a flow's last run. */
export type LastRun =
  | { is: 'asked' }
  | { is: 'none' }
  | { is: 'under-way' }
  /** The run in the URL does not belong to this flow. */
  | { is: 'gone' }
  | {
      is: 'ended'
      run: Pick<RunWithTrace, 'id' | 'status' | 'startedAt' | 'steps'>
      kept: boolean
      /** True if the run is selected by the URL. */
      isChosen: boolean
      /** Number of the last displayed step, from 1; undefined for all. */
      step: number | undefined
    }

/**
 * Returns the steps of a run. The outputs of the start card get the run's id, because the stored trace does
 * not contain it.
 */
const withRunId = ({ id, steps }: Pick<RunWithTrace, 'id' | 'steps'>): Step[] =>
  (steps ?? []).map((step, index) =>
    index === 0 && isJsonObject(step.outputs) ? { ...step, outputs: { ...step.outputs, [RUN_ID]: id } } : step
  )

/** Returns the flow's last run, or the run in the URL, and shows its values on the canvas. */
export const useLastRun = (flowId: Id): LastRun => {
  const canvas = useCanvas()
  const trpc = useTrpc()
  const { run: chosen, step } = useSearch({ strict: false })
  const isChosen = chosen !== undefined
  const { data: list } = useQuery({
    ...trpc.runs.list.queryOptions({ flowId, limit: LOOKED }),
    enabled: !isChosen
  })
  const newest = list === undefined ? undefined : newestEnded(list.rows)
  const followed = useDebounced(newest?.id)
  const runId = chosen ?? followed
  const { data, isError } = useQuery({
    ...trpc.runs.get.queryOptions({ runId: runId ?? '' }),
    enabled: runId !== undefined,
    placeholderData: keepPreviousData
  })
  const run = data?.flowId === flowId ? data : undefined
  const subject = list?.rows.find(({ id }) => id === run?.id)?.subject ?? null
  const isGone = isChosen && (isError || (data !== undefined && run === undefined))
  const hasNone = isGone || (!isChosen && newest === null)

  useEffect(() => {
    const { shown } = canvas.run.getState()
    // A test that was run on this page stays until it is cleared.
    if (shown !== null && shown.past === undefined) return
    if (run === undefined) {
      canvas.run.setState({ past: hasNone ? 'known' : 'asked', shown: null })
      return
    }
    const { flow } = canvas.drawing.getState()
    const steps = withRunId(run).slice(0, step)
    canvas.run.setState({
      past: 'known',
      shown: {
        flow,
        steps,
        given: {},
        result: run.result,
        past: run.id,
        startedAt: run.startedAt,
        subject,
        ...(!isChosen && { isNewest: true as const }),
        marked: true
      }
    })
  }, [canvas, run, step, hasNone, subject, isChosen])

  if (isGone) return { is: 'gone' }
  if (run !== undefined) return { is: 'ended', run, kept: run.steps !== null, isChosen, step }
  if (!hasNone) return { is: 'asked' }
  return { is: list?.rows.length === 0 ? 'none' : 'under-way' }
}
