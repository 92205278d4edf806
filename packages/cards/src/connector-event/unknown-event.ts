import type { EventSignature } from '@hookwright/engine'

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
