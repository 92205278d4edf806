import type { Catalog } from '@hookwright/engine'
import type { FlowSignature } from '@hookwright/model'

/** Returns the catalog of a maker's flow: the connector's flows and the connection's fields. */
export const catalogOf = (around: {
  connectionFields: Catalog['connectionFields']
  signatures: FlowSignature[]
}): Catalog => ({
  connectionFields: around.connectionFields,
  flows: new Map(around.signatures.map(signature => [signature.id, signature])),
  events: new Map(),
  actions: new Map()
})
