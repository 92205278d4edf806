import { shownFlowName } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { CrumbHere, crumbClass } from '../../kit/page/crumb.tsx'

/** Breadcrumb of the connector list. */
export const BuilderCrumb = () => (
  <Link to="/connectors" className={crumbClass}>
    Builder
  </Link>
)

/** Breadcrumb of the open connector. */
export const ConnectorCrumb = () => {
  const { connectorId = '' } = useParams({ strict: false })
  const { data: connectors } = useQuery(useTrpc().connectors.list.queryOptions())
  const name = connectors?.find(({ id }) => id === connectorId)?.name
  const unknown = connectors === undefined ? '…' : 'Not found'
  return (
    <Link to="/connectors/$connectorId/overview" params={{ connectorId }} className={crumbClass}>
      {name ?? unknown}
    </Link>
  )
}

/** Breadcrumb of the page of a new connector. */
export const NewConnectorCrumb = () => <CrumbHere>New connector</CrumbHere>

/** Breadcrumb of the open flow. */
export const FlowCrumb = () => {
  const { connectorId = '', flowId = '' } = useParams({ strict: false })
  const { data: flows } = useQuery(useTrpc().makerFlows.summaries.queryOptions({ connectorId }))
  const flow = flows?.find(({ id }) => id === flowId)
  // A flow that is not listed is a new one, which stays without a name until something is drawn.
  return <CrumbHere>{flows === undefined ? '…' : shownFlowName(flow?.name ?? null)}</CrumbHere>
}

/** Breadcrumb that links to the versions of the chosen connector. */
export const DeploymentCrumb = () => {
  const { connectorId = '' } = useParams({ strict: false })
  return (
    <Link to="/connectors/$connectorId/deployment" params={{ connectorId }} className={crumbClass}>
      Deployment
    </Link>
  )
}

/** Breadcrumb of the open version. */
export const VersionCrumb = () => {
  const { number = '' } = useParams({ strict: false })
  return <CrumbHere>Version {number}</CrumbHere>
}

const nameOfSide = (key: string): string => (key === 'draft' ? 'the draft' : `version ${key}`)

/** Breadcrumb of a comparison. */
export const CompareCrumb = () => {
  const { before = '', after = '' } = useParams({ strict: false })
  return (
    <CrumbHere>
      Compare {nameOfSide(before)} with {nameOfSide(after)}
    </CrumbHere>
  )
}
