import { shownFlowName } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { runKindLabels } from '../../features/run-view/format-run.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useFlowNames } from '../../kit/api/use-flow-names.ts'
import { CrumbHere, crumbClass } from '../../kit/page/crumb.tsx'

/** The place in which users' flows are. */
export const FlowsCrumb = () => (
  <Link to="/flows" className={crumbClass}>
    Flows
  </Link>
)

/** The user's flow that is open, or whose deliveries and runs are. */
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

/** All deliveries. */
export const DeliveriesCrumb = () => (
  <Link to="/deliveries" className={crumbClass}>
    Deliveries
  </Link>
)

/** All runs. */
export const RunsCrumb = () => (
  <Link to="/runs" className={crumbClass}>
    Runs
  </Link>
)

/** All registrations. */
export const RegistrationsCrumb = () => (
  <Link to="/registrations" className={crumbClass}>
    Registrations
  </Link>
)

/** The person's connections. */
export const ConnectionsCrumb = () => (
  <Link to="/connections" className={crumbClass}>
    Connections
  </Link>
)

/** All alerts. */
export const AlertsCrumb = () => (
  <Link to="/alerts" className={crumbClass}>
    Alerts
  </Link>
)

/** The deliveries of one flow. */
export const DeliveriesHere = () => <CrumbHere>Deliveries</CrumbHere>

/** The runs of one flow. */
export const RunsHere = () => <CrumbHere>Runs</CrumbHere>

/** The change history of one flow. */
export const HistoryHere = () => <CrumbHere>Change history</CrumbHere>

/** Why one flow did not run. */
export const WhyHere = () => <CrumbHere>Why didn’t it run?</CrumbHere>

/** The open delivery. */
export const DeliveryCrumb = () => <CrumbHere>Delivery</CrumbHere>

/** The open registration. */
export const RegistrationCrumb = () => <CrumbHere>Registration</CrumbHere>

/** The name of the run that is open, once its page has read that. */
const useRunName = (): string => {
  const { runId = '' } = useParams({ strict: false })
  const { data } = useQuery({ ...useTrpc().runs.open.queryOptions({ runId }), enabled: false })
  return data === undefined ? 'Run' : `${runKindLabels[data.run.kind]} of ${data.flow.name}`
}

/** The open run and its flow. */
export const RunCrumb = () => <CrumbHere>{useRunName()}</CrumbHere>

/** The run that another one is compared with. */
export const RunLinkCrumb = () => {
  const { runId = '' } = useParams({ strict: false })
  const name = useRunName()
  return (
    <Link to="/runs/$runId" params={{ runId }} className={crumbClass}>
      {name}
    </Link>
  )
}

/** Two runs side by side. */
export const CompareRunsHere = () => <CrumbHere>Compare</CrumbHere>
