import type { CardConnector, Workbench } from '@hookwright/cards/views'
import type { Specs } from '@hookwright/engine'
import type { Card } from '@hookwright/model'
import type { DeployedAction, OfferedEvent } from './open-user-flow-query.ts'

const unknown: CardConnector = { name: '', accent: 'var(--accent)', logo: null }

/** Version and connection that a card of a deployed event or action names; null for any other card. */
export const deployedUseOf = (
  { type, config }: Card,
  specs: Specs
): { connectorId: string; versionId: string; connectionId: string | null } | null => {
  const spec = specs.get(type)
  return spec?.listens(config) ?? spec?.acts(config) ?? null
}

/** Returns the lookup of a card's connector, by the version that the card names. */
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
  return card => connectors.get(deployedUseOf(card, specs)?.versionId ?? '') ?? unknown
}
