import { API_CONNECTOR, type Id, OWN_CONNECTOR, plainBranding } from '@hookwright/model'
import { BrandMark, connectorHues } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../api/use-api.tsx'
import { Mark } from './mark.tsx'

/** Accent of the API Connector, which is not in the list of connectors: that of its cards. */
export const API_ACCENT: string = connectorHues.sky

/**
 * Logo of a connector, fetched once for all its uses; its first letter until it is loaded. The connector of alerts has that of
 * the product.
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
