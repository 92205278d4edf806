import type { CardConnector, Workbench } from '@hookwright/cards/views'
import type { Specs } from '@hookwright/engine'
import { API_CONNECTOR_NAME, API_VERSION, type Card } from '@hookwright/model'
import { API_ACCENT } from '../../kit/page/connector-mark.tsx'
import type { DeployedAction, OfferedEvent } from './open-user-flow-query.ts'

const unknown: CardConnector = { name: '', accent: 'var(--accent)', logo: null }

/**
 * Returns the connector version and the connection of a card with a deployed event or action; null for any
 * other card.
 */
export const deployedUseOf = (
  { type, config }: Card,
  specs: Specs
): { connectorId: string; versionId: string; connectionId: string | null } | null => {
  const spec = specs.get(type)
  return spec?.listens(config) ?? spec?.acts(config) ?? null
}

/**
 * Creates a function that returns the connector of a card. The connector is found by the version that the
 * card uses.
 */
export const connectorOfCard = (
  specs: Specs,
  deployed: Pick<OfferedEvent | DeployedAction, 'versionId' | 'connectorName' | 'branding'>[]
): Workbench['connectorOf'] => {
  const connectors = new Map(
    deployed.map(({ versionId, connectorName, branding }): [string, CardConnector] => [
      versionId,
      { name: connectorName, accent: branding.accent, logo: branding.logo }
    ])
  )
  connectors.set(API_VERSION, { name: API_CONNECTOR_NAME, accent: API_ACCENT, logo: null })
  return card => connectors.get(deployedUseOf(card, specs)?.versionId ?? '') ?? unknown
}
