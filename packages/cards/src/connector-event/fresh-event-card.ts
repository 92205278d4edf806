import { deployedKeyOf, type EventSignature, noSurroundings, type Surroundings } from '@hookwright/engine'
import { type Bindings, type Card, type CardId, type Json, literal } from '@hookwright/model'
import { pollingEvent } from '../polling-event/card.ts'

/** An event of which nothing is known yet, to begin a preview with. */
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

/** The card of a deployed event as it is when it has just been put into a user's flow: what has a default has it. */
export const freshEventCard = (given: {
  id: CardId
  event: Pick<EventSignature, 'id' | 'name' | 'kind' | 'options'>
  connectorId: string
  versionId: string
}): Card => {
  const { id, event, connectorId, versionId } = given
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

/** Surroundings in which this event is the only thing. */
export const aroundEvent = (event: EventSignature, versionId: string): Surroundings => ({
  ...noSurroundings,
  events: new Map([[deployedKeyOf(versionId, event.id), event]])
})
