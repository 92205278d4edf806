import type { FlowKind, Id } from '@hookwright/model'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  Activity,
  CircleDashed,
  ListChecks,
  Radar,
  RadioTower,
  RefreshCw,
  ShieldOff,
  Unplug,
  Workflow
} from 'lucide-react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { formatCount } from '../../../kit/page/format-count.ts'
import { moreClass, PagePart } from '../../../kit/page/page-part.tsx'
import { inOrderOfKinds, kindsInList, titleOfFlow } from '../flows/flow-groups.ts'
import { FlowState } from '../flows/flow-state.tsx'
import { RailItem, railLinkClass } from './rail-item.tsx'

/** Kinds of connector flow that users add to their own flows: events and actions. */
const offered: readonly (FlowKind | null)[] = ['webhook-event', 'polling-monitor', 'action']

const icons: Partial<Record<FlowKind, typeof Workflow>> = {
  registration: RadioTower,
  deregistration: Unplug,
  renewal: RefreshCw,
  listing: ListChecks,
  probe: Radar,
  helper: Workflow,
  authping: Activity,
  revoke: ShieldOff
}

/** Maximum number of flows in the section. */
const MOST = 5

/**
 * List of the connector's other flows, which its events and actions use and users do not see. Renders nothing
 * without any.
 */
export const SupportingFlows = ({ connectorId }: { connectorId: Id }) => {
  const { data: flows } = useSuspenseQuery(useTrpc().makerFlows.summaries.queryOptions({ connectorId }))
  const rows = inOrderOfKinds(flows).filter(({ kind }) => !offered.includes(kind))
  if (rows.length === 0) return null
  return (
    <PagePart
      id="supporting-flows"
      title="Supporting flows"
      count={rows.length}
      more={
        <Link to="/connectors/$connectorId/flows" params={{ connectorId }} className={moreClass}>
          All flows
          <span className="sr-only"> of the connector</span>
        </Link>
      }
    >
      <ul className="m-0 list-none p-0 pt-1">
        {rows.slice(0, MOST).map(flow => {
          const { id: flowId, kind, cardCount, description, active, problems } = flow
          const { word = '', hint } = kindsInList.find(each => each.kind === kind) ?? {}
          const Icon = (kind === null ? undefined : icons[kind]) ?? CircleDashed
          return (
            <RailItem
              key={flowId}
              isOnRail={false}
              mark={<Icon aria-hidden strokeWidth={1.75} />}
              title={
                <Link
                  to="/connectors/$connectorId/flows/$flowId"
                  params={{ connectorId, flowId }}
                  className={railLinkClass}
                >
                  {titleOfFlow(flow)}
                </Link>
              }
              about={`${description || (hint ?? word)} · ${formatCount(cardCount, 'card')}`}
              state={(!active || problems > 0) && <FlowState active={active} problems={problems} />}
            />
          )
        })}
      </ul>
    </PagePart>
  )
}
