import type { AppRouter } from '@hookwright/api'
import { type EventChange, shownFlowName } from '@hookwright/model'
import { Badge, type Tone } from '@hookwright/ui'
import type { inferRouterOutputs } from '@trpc/server'
import { Check, CircleX, RefreshCw } from 'lucide-react'

/** Effect of a deployment on one user flow. */
export type ImpactView = inferRouterOutputs<AppRouter>['versions']['impact']['flows'][number]

const looks = {
  compatible: { tone: 'ok', say: 'Compatible', icon: Check },
  're-register': { tone: 'warn', say: 'Needs re-registration', icon: RefreshCw },
  breaking: { tone: 'err', say: 'Breaking', icon: CircleX }
} as const satisfies Record<EventChange, { tone: Tone; say: string; icon: typeof Check }>

const Flow = ({ flow }: { flow: ImpactView }) => {
  const { tone, say, icon: Icon } = looks[flow.change]
  const uses = flow.pinnedNumber === null ? '' : `, uses version ${flow.pinnedNumber}`
  return (
    <li className="border-t border-line py-2 first:border-t-0">
      <div className="flex items-center gap-3">
        <span className="flex min-w-0 grow flex-wrap items-baseline gap-x-2">
          <span className="min-w-0 truncate text-label text-ink">{shownFlowName(flow.flowName)}</span>
          <span className="text-small text-ink-3">
            of {flow.ownerName}, {flow.on ? 'on' : 'off'}
            {uses}
          </span>
        </span>
        <Badge tone={tone} icon={<Icon aria-hidden />} className="shrink-0">
          {say}
        </Badge>
      </div>
      {flow.reasons.length > 0 && (
        <ul className="m-0 mt-1 list-none p-0 text-small text-ink-2">
          {flow.reasons.map(reason => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </li>
  )
}

/**
 * List of the user flows affected by a version, with the effect on each. The most severe effects come first.
 */
export const ImpactList = ({ flows }: { flows: readonly ImpactView[] }) => {
  if (flows.length === 0) return <p className="text-body text-ink-2">No user flows use this connector yet.</p>
  return (
    <ul
      aria-label="Impact on users"
      className="m-0 max-h-72 list-none overflow-y-auto border-y border-line p-0"
    >
      {flows.map(flow => (
        <Flow key={flow.flowId} flow={flow} />
      ))}
    </ul>
  )
}
