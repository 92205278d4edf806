import { eventKeyOf, type Surroundings } from '@hookwright/engine'
import type { OpenUserFlow } from './open-user-flow-query.ts'

/** What a user's flow sees around itself: the events on offer, and the helper flows of its owner. */
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
