import { type Id, sayDrifting, shownFlowName } from '@hookwright/model'
import { Badge } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Check, PowerOff, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { CardBand } from '../../../kit/page/card-band.tsx'
import { minuteTime } from '../../../kit/page/clock-time.ts'
import { formatCount } from '../../../kit/page/format-count.ts'
import { DriftLink } from '../drift/drift-link.tsx'
import type { DriftingEvent } from '../drift/use-drifting.ts'
import { FlowMenu } from './flow-menu.tsx'
import type { ListedFlow } from './use-maker-flows.ts'

const sayUses = (count: number): string => `used by ${formatCount(count, 'flow')}`

/** Detail of a flow, preceded by a dot. */
const Fact = ({ children }: { children: ReactNode }) => (
  <>
    <span aria-hidden>·</span>
    {children}
  </>
)

/** Badge for the state of a flow: off, ready, or with problems. */
const Standing = ({ active, problems }: Pick<ListedFlow, 'active' | 'problems'>) => {
  if (!active) return <Badge icon={<PowerOff aria-hidden />}>Off</Badge>
  return problems === 0 ? (
    <Badge tone="ok" icon={<Check aria-hidden />}>
      Ready
    </Badge>
  ) : (
    <Badge tone="err" icon={<X aria-hidden />}>
      {formatCount(problems, 'problem')}
    </Badge>
  )
}

/** A row of the flow list: name, a band of cards, status, and actions. */
export const FlowRow = ({
  connectorId,
  flow,
  drifting,
  onActivate,
  onDuplicate,
  onRemove,
  onUsers
}: {
  connectorId: Id
  flow: ListedFlow
  /** Drift of the event, if there is any. */
  drifting: DriftingEvent | undefined
  /** Deactivates the flow, which excludes it from validations and versions, or activates it again. */
  onActivate: (active: boolean) => void
  onDuplicate: () => void
  onRemove: () => void
  /** Shows which flows use it. */
  onUsers: () => void
}) => {
  const { id: flowId, cards, cardCount, problems, users, description, updatedAt, active } = flow
  const name = shownFlowName(flow.name)
  // The card that other flows will hold bears the connector's mark.
  const marked = cards.map(card => ({ ...card, connectorId: card.type === 'action' ? connectorId : null }))
  return (
    <li className="relative flex items-center gap-3 border-b border-line py-2.5 pr-2 pl-4 last:border-b-0 hover:bg-hover">
      <div className="flex min-w-0 grow flex-col gap-0.5">
        <Link
          to="/connectors/$connectorId/flows/$flowId"
          params={{ connectorId, flowId }}
          className="w-fit max-w-full truncate rounded-xs text-label text-ink after:absolute after:inset-0"
        >
          {name}
        </Link>
        <span className="tabular flex min-w-0 items-center gap-x-1 text-small text-ink-3 max-md:flex-wrap">
          <span className="shrink-0">Edited {minuteTime(updatedAt)}</span>
          {drifting !== undefined && (
            <Fact>
              <DriftLink
                connectorId={connectorId}
                event={drifting}
                className="relative -my-1 inline-flex min-h-6 shrink-0 items-center gap-1 rounded-xs text-warn hover:underline"
              >
                <TriangleAlert aria-hidden className="size-3.5" strokeWidth={2} />
                {sayDrifting(drifting.open)}
              </DriftLink>
            </Fact>
          )}
          {users > 0 && (
            <Fact>
              <button
                type="button"
                aria-haspopup="dialog"
                aria-label={`${name} is ${sayUses(users)}`}
                className="relative -my-1 min-h-6 shrink-0 rounded-xs text-accent-text hover:underline"
                onClick={onUsers}
              >
                {sayUses(users)}
              </button>
            </Fact>
          )}
          {description !== '' && (
            <Fact>
              <span className="truncate">{description}</span>
            </Fact>
          )}
        </span>
      </div>
      <CardBand cards={marked} cardCount={cardCount} className="max-md:hidden" />
      <Standing active={active} problems={problems} />
      <span className="relative">
        <FlowMenu
          name={name}
          active={active}
          onActivate={onActivate}
          onDuplicate={onDuplicate}
          onRemove={onRemove}
        />
      </span>
    </li>
  )
}
