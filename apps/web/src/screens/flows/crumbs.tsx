import { shownFlowName } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { runKindLabels } from '../../features/run-view/format-run.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useFlowNames } from '../../kit/api/use-flow-names.ts'
import { clockTime } from '../../kit/page/clock-time.ts'
import { CrumbHere, crumbClass } from '../../kit/page/crumb.tsx'

/** Breadcrumb of the user flow list. */
export const FlowsCrumb = () => (
  <Link to="/flows" className={crumbClass}>
    Flows
  </Link>
)

/** Breadcrumb of a user's flow, also shown on its deliveries and runs. */
export const UserFlowCrumb = () => {
  const { flowId = '' } = useParams({ strict: false })
  const flows = useFlowNames()
  const flow = flows?.find(({ id }) => id === flowId)
  const unknown = flows === undefined ? '…' : 'Not found'
  return (
    <Link to="/flows/$flowId" params={{ flowId }} className={crumbClass}>
      {flow === undefined ? unknown : shownFlowName(flow.name)}
    </Link>
  )
}

/** Breadcrumb of all deliveries. */
export const DeliveriesCrumb = () => (
  <Link to="/deliveries" className={crumbClass}>
    Deliveries
  </Link>
)

/** Breadcrumb of all runs. */
export const RunsCrumb = () => (
  <Link to="/runs" className={crumbClass}>
    Runs
  </Link>
)

/** Breadcrumb of all registrations. */
export const RegistrationsCrumb = () => (
  <Link to="/registrations" className={crumbClass}>
    Registrations
  </Link>
)

/** Breadcrumb of the person's connections. */
export const ConnectionsCrumb = () => (
  <Link to="/connections" className={crumbClass}>
    Connections
  </Link>
)

/** Breadcrumb of the person's agents. */
export const AgentsCrumb = () => (
  <Link to="/agents" className={crumbClass}>
    Agents
  </Link>
)

/** Breadcrumb of all alerts. */
export const AlertsCrumb = () => (
  <Link to="/alerts" className={crumbClass}>
    Alerts
  </Link>
)

/** Breadcrumb of one flow's deliveries. */
export const DeliveriesHere = () => <CrumbHere>Deliveries</CrumbHere>

/** Breadcrumb of one flow's runs. */
export const RunsHere = () => <CrumbHere>Runs</CrumbHere>

/** Breadcrumb of one flow's change history. */
export const HistoryHere = () => <CrumbHere>Change history</CrumbHere>

/** Breadcrumb of the page that explains why a flow did not run. */
export const WhyHere = () => <CrumbHere>Why didn’t it run?</CrumbHere>

/** Breadcrumb of the open delivery. It shows the subject, or the event and time. */
export const DeliveryCrumb = () => {
  const { deliveryId = '' } = useParams({ strict: false })
  const { data } = useQuery({ ...useTrpc().deliveries.get.queryOptions({ deliveryId }), enabled: false })
  const name = data?.event?.name ?? 'Delivery'
  if (data === undefined) return <CrumbHere>{name}</CrumbHere>
  return <CrumbHere>{data.subject ?? `${name}, ${clockTime(data.receivedAt)}`}</CrumbHere>
}

/** Breadcrumb of the open registration. */
export const RegistrationCrumb = () => <CrumbHere>Registration</CrumbHere>

/** Returns the name of the open run, once it is loaded. */
const useRunName = (): string => {
  const { runId = '' } = useParams({ strict: false })
  const { data } = useQuery({ ...useTrpc().runs.open.queryOptions({ runId }), enabled: false })
  return data === undefined ? 'Run' : `${runKindLabels[data.run.kind]} of ${data.flow.name}`
}

/** Breadcrumb of the open run. */
export const RunCrumb = () => <CrumbHere>{useRunName()}</CrumbHere>

/** Breadcrumb that links to the compared run. */
export const RunLinkCrumb = () => {
  const { runId = '' } = useParams({ strict: false })
  const name = useRunName()
  return (
    <Link to="/runs/$runId" params={{ runId }} className={crumbClass}>
      {name}
    </Link>
  )
}

/** Breadcrumb of a comparison of two runs. */
export const CompareRunsHere = () => <CrumbHere>Compare</CrumbHere>
