import type { AppRouter } from '@hookwright/api'
import { shownFlowName } from '@hookwright/model'
import type { inferRouterOutputs } from '@trpc/server'
import type { Matching } from '../find/matching.ts'
import type { FlowsSearch } from './flows-search.ts'
import { isOn } from './is-on.ts'

/** A user's flow as the list shows it. */
export type ListedUserFlow = inferRouterOutputs<AppRouter>['flows']['summaries'][number]

/** Whether something of it wants to be looked at: it did not come on, ran into a fault, or left something behind. */
const wantsAttention = ({ subscription, lastRun, openCleanup, pending }: ListedUserFlow): boolean => {
  const status = subscription?.status
  const failedToComeOn = status?.is === 'ended' && status.how !== 'turned-off' && status.how !== 'replaced'
  const ranIntoFault = lastRun?.status.is === 'failed' || lastRun?.status.is === 'parked'
  return failedToComeOn || ranIntoFault || openCleanup > 0 || pending === 're-register'
}

const fits: Record<NonNullable<FlowsSearch['status']>, (flow: ListedUserFlow) => boolean> = {
  on: isOn,
  off: flow => !isOn(flow),
  attention: wantsAttention
}

const order: Record<
  'name' | NonNullable<FlowsSearch['by']>,
  (a: ListedUserFlow, b: ListedUserFlow) => number
> = {
  name: (one, other) => shownFlowName(one.name).localeCompare(shownFlowName(other.name)),
  newest: (one, other) => other.createdAt - one.createdAt,
  'last-run': (one, other) => (other.lastRun?.at ?? 0) - (one.lastRun?.at ?? 0)
}

/** The flows that a search finds, best match first; all that fit, sorted, when nothing is sought. */
export const findUserFlows = (
  flows: readonly ListedUserFlow[],
  { q, by, status }: FlowsSearch,
  matching: Matching
) => {
  const fitting = status === undefined ? flows : flows.filter(fits[status])
  const sorted = fitting.toSorted(order[by ?? 'name'])
  const sought = q?.trim() ?? ''
  return sought === ''
    ? sorted
    : matching(sorted, sought, {
        names: [
          ({ name }) => shownFlowName(name),
          flow => flow.event?.name ?? '',
          flow => flow.event?.connectorName ?? '',
          ({ description }) => description
        ]
      })
}
