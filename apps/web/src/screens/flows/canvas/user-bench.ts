import { stillBench } from '@hookwright/cards/views'
import { type CardId, type Connection, literal } from '@hookwright/model'
import type { HomeBench } from '../../../features/canvas/bench.tsx'
import type { OfferedEvent } from '../../../features/canvas/open-user-flow-query.ts'
import { LifeInShort } from './life-in-short.tsx'

const plainBrand = { accent: 'var(--accent)', logo: null }

/** Creates the workbench of a user's flow. Its answers depend on the start event, if there is one. */
export const userBench = (given: {
  event: OfferedEvent | null
  /** Connections of the owner at the connector of the event. */
  connections: Connection[]
  /** Null for someone who looks at a flow of another. */
  newConnection: ((card: CardId) => void) | null
  openConnection: ((connectionId: string) => void) | null
}): HomeBench => {
  const { event, connections, newConnection, openConnection } = given
  // What only those who build a connector do is answered as for a card that is looked at.
  const {
    DryRun,
    Listen,
    useFieldUses,
    useSamples,
    useDrift,
    keepSample,
    useTestConnections,
    loadChoices,
    useLastMatches,
    useReceived,
    explainReceiving
  } = stillBench
  return {
    DryRun,
    Listen,
    Life: LifeInShort,
    useFieldUses,
    useSamples,
    useDrift,
    keepSample,
    useTestConnections,
    loadChoices,
    useLastMatches,
    useReceived,
    explainReceiving,
    baseUrl: literal(''),
    brand: event?.branding ?? plainBrand,
    connectorName: event?.connectorName ?? '',
    useConnections: () => connections,
    newConnection,
    openConnection
  }
}
