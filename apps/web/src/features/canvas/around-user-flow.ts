import { eventKeyOf, type Surroundings } from '@hookwright/engine'
import type { OpenUserFlow } from './open-user-flow-query.ts'

/** Returns the surroundings of a user's flow: events on offer, and the owner's helper flows. */
export const aroundUserFlow = ({
  connectionFields,
  signatures,
  events
}: Pick<OpenUserFlow, 'connectionFields' | 'signatures' | 'events'>): Surroundings => ({
  connectionFields,
  flows: new Map(signatures.map(signature => [signature.id, signature])),
  events: new Map(
    events.map(({ versionId, eventFlowId, signature }) => [eventKeyOf(versionId, eventFlowId), signature])
  )
})
