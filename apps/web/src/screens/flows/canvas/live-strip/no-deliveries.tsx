import { deployedKeyOf, type EventSignature } from '@hookwright/engine'
import { isBuiltIn, startCardOf } from '@hookwright/model'
import { useCanvas, useDrawing } from '../../../../features/canvas/use-canvas.tsx'

/** Returns the connector event that starts the open flow; undefined for other starts. */
const useEventOfFlow = (): EventSignature | undefined => {
  const { specs } = useCanvas()
  return useDrawing(({ flow, view }) => {
    const start = startCardOf(flow)
    const use = start && specs.get(start.type)?.listens(start.config)
    return use && !isBuiltIn(use.connectorId)
      ? view.catalog.events.get(deployedKeyOf(use.versionId, use.eventFlowId))
      : undefined
  })
}

/**
 * Formats the next step toward the first delivery of a flow: “Turn the flow on to receive events.” Null while
 * the flow is being turned off.
 */
export const formatNextStep = (
  event: Pick<EventSignature, 'byHand' | 'connectorName'> | undefined,
  { isOff, isTurningOff, isSmall }: { isOff: boolean; isTurningOff: boolean; isSmall: boolean }
): string | null => {
  if (isTurningOff) return null
  if (event === undefined)
    return isOff
      ? 'Turn the flow on. Its runs appear here.'
      : `No run yet.${isSmall ? '' : ' Runs appear here as soon as they start.'}`
  if (event.byHand === undefined) {
    if (isOff) return 'Turn the flow on to receive events.'
    return `No delivery yet.${isSmall ? '' : ' Events appear here as soon as they arrive.'}`
  }
  const [what, them] =
    event.byHand === 'url' ? ['the Event URL', 'it'] : ['the Event URL and the Signing Secret', 'them']
  return isOff
    ? `Turn the flow on, then copy ${what} into ${event.connectorName}.`
    : `No delivery yet. Enter ${what} in ${event.connectorName}; copy ${them} from the “…” menu next to the Event URL.`
}

/** Next step to the first delivery of the open flow, as a sentence. */
export const NextStep = (params: { isOff: boolean; isTurningOff: boolean; isSmall: boolean }) => {
  const text = formatNextStep(useEventOfFlow(), params)
  return text !== null && <span title={text}>{text}</span>
}
