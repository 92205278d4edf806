import { type Catalog, deployedKeyOf, type EventSignature, emptyCatalog } from '@hookwright/engine'
import { type Bindings, type Card, type CardId, type Json, literal } from '@hookwright/model'
import { pollingEvent } from '../polling-event/card.ts'

/** Empty event, as the initial state of a preview. */
export const unknownEvent: EventSignature = {
  id: 'event',
  name: null,
  kind: 'webhook-event',
  options: [],
  inputs: [],
  outputs: [],
  runMode: false,
  connectorName: '',
  needsConnection: false
}

/** Returns a new card of a deployed event in a user's flow, with default values. */
export const freshEventCard = (params: {
  id: CardId
  event: Pick<EventSignature, 'id' | 'name' | 'kind' | 'options'>
  connectorId: string
  versionId: string
}): Card => {
  const { id, event, connectorId, versionId } = params
  const inputs: Bindings = Object.fromEntries(
    event.options.flatMap(option =>
      option.initial === undefined ? [] : [[option.id, literal(option.initial)]]
    )
  )
  const use = { connectorId, eventFlowId: event.id, versionId, connectionId: null }
  const drawn: { type: string; config: Record<string, Json> } =
    event.kind === 'polling-monitor'
      ? { type: pollingEvent.type, config: { ...pollingEvent.blank().config, ...use } }
      : { type: 'connector-event', config: { ...use, runMode: 'each' } }
  return {
    id,
    ...(event.name === null || event.name === '' ? {} : { title: event.name }),
    ...drawn,
    inputs
  }
}

/** Returns a catalog that contains only this event. */
export const catalogWithEvent = (event: EventSignature, versionId: string): Catalog => ({
  ...emptyCatalog,
  events: new Map([[deployedKeyOf(versionId, event.id), event]])
})
