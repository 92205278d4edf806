import { API_CONNECTOR, type Id, OWN_CONNECTOR, plainBranding } from '@hookwright/model'
import { BrandMark, connectorHues } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../api/use-api.tsx'
import { Mark } from './mark.tsx'

/**
 * Accent color of the API Connector, the same as on its cards. The list of connectors does not include this
 * connector.
 */
export const API_ACCENT: string = connectorHues.sky

/**
 * Logo of a connector, or its initial while the logo is loading. All logos are fetched in one query.
 *
 * The connector for alerts of this installation has the product's logo.
 */
export const ConnectorMark = ({
  connectorId,
  name,
  size
}: {
  connectorId: Id
  name: string
  /** Size in pixels; 32 by default. */
  size?: number
}) => {
  const { data: branding } = useQuery({
    ...useTrpc().connectors.list.queryOptions(),
    select: connectors => connectors.find(({ id }) => id === connectorId)?.branding
  })
  if (connectorId === OWN_CONNECTOR) return <Mark size={size ?? 32} />
  return (
    <BrandMark
      name={name}
      logo={branding?.logo ?? null}
      accent={branding?.accent ?? (connectorId === API_CONNECTOR ? API_ACCENT : plainBranding.accent)}
      {...(connectorId === API_CONNECTOR && { letters: 'API' })}
      {...(size !== undefined && { size })}
    />
  )
}
