import type { Sample, SampleSource } from '@hookwright/cards/views'
import type { EventSample, Json } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { secondTime } from '../../kit/page/clock-time.ts'
import type { Canvas } from './canvas.ts'
import { shownOutputsOf } from './run/run-sight.ts'
import { sourceOf } from './sample-source.ts'
import { withPaths } from './ui-state/folds.ts'
import { leafPathsOf } from './ui-state/leaf-paths-of.ts'

const valuesOf = (sample: Omit<EventSample, 'deliveryId' | 'contentType'>): Sample['values'] => ({
  body: sample.body,
  headers: sample.headers,
  query: sample.query,
  method: sample.method,
  receivedAt: new Date(sample.at).toISOString()
})

/** Lists the values inside a sample's body as parts of its output, so that they can be mapped. */
const showWays = (canvas: Canvas, body: Json): void => {
  const source = sourceOf(canvas.drawing.getState().view)
  if (source === null) return
  const { card, field } = source
  canvas.folds.setState(folds => withPaths(folds, { card, field, paths: leafPathsOf(body) }))
}

/** Returns true for a flow whose samples are responses of the service, not deliveries. */
const isOfResponse = (canvas: Canvas): boolean => {
  const kind = canvas.kind()
  return kind === 'action' || kind === 'polling-monitor'
}

/** Returns the output that the samples of the open flow provide values for, such as the body of an event. */
export const useSource = (canvas: Canvas): SampleSource | null => {
  const source = useStore(canvas.drawing, ({ view }) => JSON.stringify(sourceOf(view)))
  // Written a line above; as text it is the same until it changes.
  return useMemo(() => JSON.parse(source) as SampleSource | null, [source])
}

/** Stores a pasted body as a sample with the current time, and returns its id. */
export const keepSample = (canvas: Canvas, body: Json): string => {
  const id = canvas.newId()
  showWays(canvas, body)
  canvas.ui.setState(({ pasted }) => {
    const name = pasted.length === 0 ? 'Pasted sample' : `Pasted sample ${pasted.length + 1}`
    const source = sourceOf(canvas.drawing.getState().view)
    const values =
      isOfResponse(canvas) && source !== null
        ? { [source.field]: body }
        : valuesOf({ at: Date.now(), method: 'POST', headers: {}, query: {}, body })
    return { pasted: [{ id, name, values, pasted: true }, ...pasted] }
  })
  return id
}

/**
 * Stores a captured request as a sample. Its id is the delivery id, so that the same request is not listed
 * twice.
 */
export const keepCapturedSample = (canvas: Canvas, heard: EventSample): Sample => {
  const id = heard.deliveryId
  showWays(canvas, heard.body)
  const sample = { id, name: `Received, ${secondTime(heard.at)}`, values: valuesOf(heard) }
  canvas.ui.setState(({ pasted }) => ({ pasted: [sample, ...pasted.filter(each => each.id !== id)] }))
  return sample
}

/** Returns the last response from a run on this page as a sample; null if there is none. */
const useLastResponse = (canvas: Canvas): Sample | null => {
  const source = useSource(canvas)
  const isResponse = useStore(canvas.drawing, () => isOfResponse(canvas))
  const shown = useStore(canvas.run, run => run.shown)
  const alone = useStore(canvas.run, run => run.alone)
  const pinned = useStore(canvas.run, run => run.pinned)
  return useMemo(() => {
    if (source === null || !isResponse) return null
    const values = shownOutputsOf({ shown, alone, pinned }).get(source.card)
    if (values === undefined || !Object.hasOwn(values, source.field)) return null
    return { id: 'last-run', name: 'Last test run', values }
  }, [source, isResponse, shown, alone, pinned])
}

/** Returns the samples of the open flow: pasted and captured ones, the last response, and past deliveries. */
export const useSamples = (canvas: Canvas): Sample[] => {
  const trpc = useTrpc()
  const pasted = useStore(canvas.ui, ui => ui.pasted)
  const isEvent = useStore(canvas.drawing, () => canvas.kind() === 'webhook-event')
  const { data } = useQuery({
    ...trpc.makerFlows.samples.queryOptions({ flowId: canvas.flowId }),
    enabled: isEvent
  })
  const lastResponse = useLastResponse(canvas)
  return useMemo(
    () => [
      ...pasted,
      ...(lastResponse === null ? [] : [lastResponse]),
      ...(data ?? [])
        .filter(({ deliveryId }) => !pasted.some(({ id }) => id === deliveryId))
        .map(sample => ({
          id: sample.deliveryId,
          name: `Delivery, ${secondTime(sample.at)}`,
          values: valuesOf(sample)
        }))
    ],
    [pasted, lastResponse, data]
  )
}

/** Displays the newest sample of an event in the tree of its body. */
export const useTreeSample = (canvas: Canvas): void => {
  const isEvent = useStore(canvas.drawing, () => canvas.kind() === 'webhook-event')
  const [newest] = useSamples(canvas)
  const values = isEvent ? newest?.values : undefined
  useEffect(() => canvas.ui.setState({ treeSample: values ?? null }), [canvas, values])
}
