import { type Specs, type Surroundings, signatureOf } from '@hookwright/engine'
import type { Authentication, Flow, FlowSignature } from '@hookwright/model'

/** What a maker's flow sees around itself: the other flows of its connector, and the fields of a connection. */
export const surroundingsOf = (
  authentication: Authentication,
  flows: { id: string; name: string | null; doc: Flow }[],
  specs: Specs
): Surroundings => ({
  connectionFields: authentication.fields.map(({ id, label }) => ({ id, label })),
  flows: new Map(
    flows.flatMap((flow): [string, FlowSignature][] => {
      const signature = signatureOf(flow, specs)
      return signature === null ? [] : [[flow.id, signature]]
    })
  ),
  events: new Map()
})
