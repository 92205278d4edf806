import { cardSpecs } from '@hookwright/cards'
import { readOnlyBench, type Workbench } from '@hookwright/cards/views'
import type { CardId, Connection } from '@hookwright/model'
import type { HomeBench } from '../../../features/canvas/bench.tsx'
import { deployedUseOf } from '../../../features/canvas/connector-of-card.ts'
import { CardChoices } from './card-choices.tsx'
import { RenewalText } from './renewal-text.tsx'

/**
 * Creates the functions and components that the cards of a user's flow need from their page. The cards may
 * belong to different connectors.
 */
export const userBench = (params: {
  connectorOf: Workbench['connectorOf']
  /** All connections of the owner. */
  connections: Connection[]
  /** Opens the dialog for a new connection; null for members who view another member's flow. */
  newConnection: ((card: CardId) => void) | null
  openConnection: ((connectionId: string) => void) | null
}): HomeBench => {
  const { connectorOf, connections, newConnection, openConnection } = params
  // What only those who build a connector do is answered as for a card that is looked at.
  const {
    DryRun,
    Listen,
    useFieldUses,
    useSamples,
    useSource,
    useDrift,
    keepSample,
    useTestConnections,
    loadChoices,
    loadFields,
    useLastMatches,
    useReceived,
    explainReceiving,
    brand,
    connectorName,
    baseUrl
  } = readOnlyBench
  return {
    DryRun,
    Listen,
    RenewalText,
    useFieldUses,
    useSamples,
    useSource,
    useDrift,
    keepSample,
    useTestConnections,
    loadChoices,
    loadFields,
    useLastMatches,
    useReceived,
    explainReceiving,
    brand,
    connectorName,
    baseUrl,
    connectorOf,
    Choices: CardChoices,
    useConnections: card =>
      connections.filter(({ connectorId }) => connectorId === deployedUseOf(card, cardSpecs)?.connectorId),
    newConnection,
    openConnection
  }
}
