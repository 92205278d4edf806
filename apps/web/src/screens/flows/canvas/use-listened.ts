import type { EventUse } from '@hookwright/engine'
import { startCardOf } from '@hookwright/model'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Canvas } from '../../../features/canvas/canvas.ts'
import type { OfferedEvent } from '../../../features/canvas/open-user-flow-query.ts'

/** The event that the start card of the drawn flow listens to, and how; null where it listens to none. */
export const useListened = (canvas: Canvas): EventUse | null => {
  const told = useStore(canvas.drawing, ({ flow }) => {
    const start = startCardOf(flow)
    return JSON.stringify((start && canvas.specs.get(start.type)?.listens(start.config)) ?? null)
  })
  // Written a few lines above; as text it is the same until the card is set up anew.
  return useMemo(() => JSON.parse(told) as EventUse | null, [told])
}

/** Returns the offered event that a start card uses, or null. */
export const offeredOf = (events: OfferedEvent[], use: EventUse | null): OfferedEvent | null =>
  events.find(
    ({ versionId, eventFlowId }) => versionId === use?.versionId && eventFlowId === use.eventFlowId
  ) ?? null
