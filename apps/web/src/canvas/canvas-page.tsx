import { useParams } from '@tanstack/react-router'

/** The page on which a flow is drawn. */
export const CanvasPage = () => {
  const { flowId } = useParams({ from: '/inside/connectors/$connectorId/flows/$flowId' })
  return <p>{flowId}</p>
}
