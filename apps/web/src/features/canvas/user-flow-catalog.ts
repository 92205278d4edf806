import { type Catalog, deployedKeyOf } from '@hookwright/engine'
import type { OpenUserFlow } from './open-user-flow-query.ts'

/**
 * Returns the catalog of a user's flow: available events, the actions that its cards run, and the owner's
 * helper flows.
 */
export const catalogOfUserFlow = ({
  connectionFields,
  signatures,
  events,
  actions
}: Pick<OpenUserFlow, 'connectionFields' | 'signatures' | 'events' | 'actions'>): Catalog => ({
  connectionFields,
  flows: new Map(signatures.map(signature => [signature.id, signature])),
  events: new Map(
    events.map(({ versionId, eventFlowId, signature }) => [deployedKeyOf(versionId, eventFlowId), signature])
  ),
  actions: new Map(
    actions.map(({ versionId, actionFlowId, signature }) => [
      deployedKeyOf(versionId, actionFlowId),
      signature
    ])
  )
})
