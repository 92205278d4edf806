import { type Specs, signatureOf } from '@hookwright/engine'
import type { Flow, Id } from '@hookwright/model'
import { bodyReadsOf, recordsPathOf } from '../../payloads/body-reads.ts'
import type { Declared } from './sightings-in.ts'

/** Returns the declaration of an event's body; null for a flow that is no event. */
export const declaredOf = (
  flow: { id: Id; name: string | null; doc: Flow },
  specs: Specs
): Declared | null => {
  const signature = signatureOf(flow, specs)
  if (signature?.kind !== 'webhook-event') return null
  return {
    reads: bodyReadsOf(flow.doc, signature.outputs, specs),
    listPath: signature.runMode ? recordsPathOf(flow.doc, specs) : null
  }
}
