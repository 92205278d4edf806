import type { Surroundings } from '@hookwright/engine'
import type { FlowSignature } from '@hookwright/model'

/** Returns the surroundings of a maker's flow: the connector's flows and the connection's fields. */
export const surroundingsOf = (around: {
  connectionFields: Surroundings['connectionFields']
  signatures: FlowSignature[]
}): Surroundings => ({
  connectionFields: around.connectionFields,
  flows: new Map(around.signatures.map(signature => [signature.id, signature])),
  events: new Map(),
  actions: new Map()
})
