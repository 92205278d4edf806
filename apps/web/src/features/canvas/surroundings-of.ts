import type { Surroundings } from '@hookwright/engine'
import type { FlowSignature } from '@hookwright/model'

/** What a maker's flow sees around itself: the flows of its connector, and the fields of a connection. */
export const surroundingsOf = (around: {
  connectionFields: Surroundings['connectionFields']
  signatures: FlowSignature[]
}): Surroundings => ({
  connectionFields: around.connectionFields,
  flows: new Map(around.signatures.map(signature => [signature.id, signature])),
  events: new Map()
})
