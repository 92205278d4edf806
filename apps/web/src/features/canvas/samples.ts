import type { Sample } from '@hookwright/cards/views'
import type { EventSample, Json } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { secondTime } from '../../kit/page/clock-time.ts'
import type { Canvas } from './canvas.ts'
import { withPaths } from './ui-state/folds.ts'
import { waysInto } from './ui-state/ways-into.ts'

const valuesOf = (sample: Omit<EventSample, 'deliveryId' | 'contentType'>): Sample['values'] => ({
  body: sample.body,
  headers: sample.headers,
  query: sample.query,
  method: sample.method,
  receivedAt: new Date(sample.at).toISOString()
})

/** Adds the paths inside a body as values of the event's Body. */
const showWays = (canvas: Canvas, body: Json): void => {
  const [card] = canvas.doc.store.getState().history.flow.strip
  if (card !== undefined)
    canvas.folds.setState(folds => withPaths(folds, { card, field: 'body', paths: waysInto(body) }))
}

/** Stores a pasted body as a sample delivered now, and returns its id. */
export const keepSample = (canvas: Canvas, body: Json): string => {
  const id = canvas.newId()
  showWays(canvas, body)
  canvas.desk.setState(({ pasted }) => {
    const name = pasted.length === 0 ? 'Pasted sample' : `Pasted sample ${pasted.length + 1}`
    const values = valuesOf({ at: Date.now(), method: 'POST', headers: {}, query: {}, body })
    return { pasted: [{ id, name, values, pasted: true }, ...pasted] }
  })
  return id
}

/**
 * Stores a captured request as a sample.
 * One that is also stored as a delivery has the same id in both lists.
 */
export const keepHeard = (canvas: Canvas, heard: EventSample): Sample => {
  const id = heard.deliveryId
  showWays(canvas, heard.body)
  const sample = { id, name: `Received, ${secondTime(heard.at)}`, values: valuesOf(heard) }
  canvas.desk.setState(({ pasted }) => ({ pasted: [sample, ...pasted.filter(each => each.id !== id)] }))
  return sample
}

/** Returns samples of the event's outputs, pasted or delivered. */
export const useSamples = (canvas: Canvas): Sample[] => {
  const trpc = useTrpc()
  const pasted = useStore(canvas.desk, desk => desk.pasted)
  const isEvent = useStore(canvas.drawing, () => canvas.kind() === 'webhook-event')
  const { data } = useQuery({
    ...trpc.makerFlows.samples.queryOptions({ flowId: canvas.flowId }),
    enabled: isEvent
  })
  return useMemo(
    () => [
      ...pasted,
      ...(data ?? [])
        .filter(({ deliveryId }) => !pasted.some(({ id }) => id === deliveryId))
        .map(sample => ({
          id: sample.deliveryId,
          name: `Delivery, ${secondTime(sample.at)}`,
          values: valuesOf(sample)
        }))
    ],
    [pasted, data]
  )
}
