import { useWorkbench } from '@hookwright/cards/views'
import { type FieldId, type Json, runStatusText, startCardOf } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTrpc } from '../../../../kit/api/use-api.tsx'
import { secondTime } from '../../../../kit/page/clock-time.ts'
import { useCanvas, useDrawing } from '../../use-canvas.tsx'
import { lastOutputsOf } from '../last-values.ts'
import { exampleEvent } from './trial-values.ts'

/** Number of newest runs offered as sources. */
const LOOKED = 10
const EXAMPLE = 'example'

/** Values for a test run, and the choice of their source. */
export interface TrialSource {
  choices: { value: string; label: string }[]
  chosen: string
  choose: (source: string) => void
  /** Values of the chosen source; null while loading. */
  values: Record<FieldId, unknown> | null
}

/**
 * Returns the sources of values for a test run: samples or past deliveries, newest first, then example
 * values.
 */
export const useTrialSource = (): TrialSource => {
  const canvas = useCanvas()
  const trpc = useTrpc()
  const view = useDrawing(drawing => drawing.view)
  const samples = useWorkbench().useSamples()
  // A maker's flow has samples; a user's has runs.
  const isUsers = useDrawing(() => canvas.kind() === 'user-event')
  const { data: list } = useQuery({
    ...trpc.runs.list.queryOptions({ flowId: canvas.flowId, limit: LOOKED }),
    enabled: isUsers
  })
  const past = (list?.rows ?? []).filter(({ kind }) => kind === 'flow')
  const [picked, setPicked] = useState<string | null>(null)
  const choices = [
    ...samples.map(({ id, name }) => ({ value: id, label: name })),
    ...past.map(({ id, startedAt, status }) => ({
      value: id,
      label: `Delivery ${secondTime(startedAt)}, ${runStatusText(status.is)}`
    })),
    { value: EXAMPLE, label: 'Example values' }
  ]
  const isLoading = isUsers && list === undefined
  const chosen = picked ?? choices[0]?.value ?? EXAMPLE
  const sample = samples.find(({ id }) => id === chosen)
  const isPast = past.some(({ id }) => id === chosen)
  const { data: run, isError } = useQuery({
    ...trpc.runs.get.queryOptions({ runId: chosen }),
    enabled: isPast
  })
  const example = useMemo((): Record<FieldId, Json> => exampleEvent(view, Date.now()), [view])
  const start = startCardOf(view.flow)?.id ?? ''
  const values = ((): Record<FieldId, unknown> | null => {
    if (isLoading) return null
    if (sample !== undefined) return sample.values
    if (!isPast || isError) return example
    if (run === undefined) return null
    // A run whose values were not stored has none to begin with.
    return lastOutputsOf({ flow: view.flow, steps: run.steps ?? [], given: {} }).get(start) ?? example
  })()
  return { choices, chosen, choose: setPicked, values }
}
