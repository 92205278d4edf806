import { formatDriftingFields, type Id, type Millis } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { CardBand } from '../../../kit/page/card-band.tsx'
import { minuteTime } from '../../../kit/page/clock-time.ts'
import { formatAgo } from '../../../kit/page/format-ago.ts'
import { formatCount } from '../../../kit/page/format-count.ts'
import { DriftLink } from '../drift/drift-link.tsx'
import type { DriftingEvent } from '../drift/use-drifting.ts'
import { kindsInList, titleOfFlow } from './flow-groups.ts'
import { FlowMenu } from './flow-menu.tsx'
import { FlowState } from './flow-state.tsx'
import type { ListedFlow } from './use-maker-flows.ts'

/**
 * Grid columns of the flow list: name, kind, cards, users, last edit, state and menu. On a small screen they are name,
 * state and menu.
 */
export const flowColumns =
  'grid grid-cols-[minmax(0,1fr)_6.25rem_7rem_3.75rem_8rem_5.5rem_2rem] max-xl:grid-cols-[minmax(0,1fr)_6.25rem_3.75rem_5.5rem_2rem] max-md:grid-cols-[minmax(0,1fr)_auto_2rem] items-center gap-x-4'

/** Row of the flow list: name, kind, cards, users, last change, state and menu. */
export const FlowRow = ({
  connectorId,
  flow,
  users,
  now,
  drifting,
  warnings,
  onActivate,
  onDuplicate,
  onRemove,
  onUsers
}: {
  connectorId: Id
  flow: ListedFlow
  /**
   * Number of flows that use this flow: users' flows for an event or action, connector flows for a helper
   * flow.
   */
  users: number
  now: Millis
  /** Event with drift; undefined if there is none. */
  drifting: DriftingEvent | undefined
  warnings: number
  /** Activates or deactivates the flow. An inactive flow is excluded from validations and versions. */
  onActivate: (active: boolean) => void
  onDuplicate: () => void
  onRemove: () => void
  /** Shows the flows that use this flow. */
  onUsers: () => void
}) => {
  const { id: flowId, kind, cards, cardCount, problems, description, updatedAt, active } = flow
  const name = titleOfFlow(flow)
  const { word = '', hint = '' } = kindsInList.find(each => each.kind === kind) ?? {}
  const about = description === '' ? hint : description
  // The card that other flows will hold bears the connector's mark.
  const marked = cards.map(card => ({ ...card, connectorId: card.type === 'action' ? connectorId : null }))
  return (
    <tr
      className={cx(
        flowColumns,
        'relative isolate min-h-11 border-b border-line py-1.5 before:absolute before:inset-y-0 before:-inset-x-2 before:-z-1 before:rounded-s hover:before:bg-hover'
      )}
    >
      <td className="flex min-w-0 flex-col p-0">
        <Link
          to="/connectors/$connectorId/flows/$flowId"
          params={{ connectorId, flowId }}
          className="w-fit max-w-full truncate rounded-xs text-h3 text-ink after:absolute after:inset-0"
        >
          {name}
        </Link>
        <span className="flex min-w-0 items-center gap-x-1 text-small text-ink-3 empty:hidden">
          {drifting !== undefined && (
            <DriftLink
              connectorId={connectorId}
              event={drifting}
              className="relative -my-1 inline-flex min-h-6 shrink-0 items-center gap-1 rounded-xs text-warn hover:underline"
            >
              <TriangleAlert aria-hidden className="size-3.5" strokeWidth={2} />
              {formatDriftingFields(drifting.open)}
            </DriftLink>
          )}
          {drifting !== undefined && about !== '' && <span aria-hidden>·</span>}
          {about !== '' && <span className="truncate">{about}</span>}
        </span>
      </td>
      <td className="truncate p-0 text-body text-ink-2 max-md:hidden">{word}</td>
      <td className="p-0 max-xl:hidden">
        <CardBand cards={marked} cardCount={cardCount} />
      </td>
      <td className="p-0 text-right max-md:hidden">
        {users === 0 ? (
          <span className="text-body text-ink-3">—</span>
        ) : (
          <button
            type="button"
            aria-haspopup="dialog"
            aria-label={`${name} is used by ${formatCount(users, 'flow')}`}
            className="tabular relative -my-1 min-h-6 rounded-xs text-body text-accent-text hover:underline"
            onClick={onUsers}
          >
            {formatCount(users, 'flow')}
          </button>
        )}
      </td>
      <td className="tabular truncate p-0 text-right text-body text-ink-2 max-xl:hidden">
        <time dateTime={new Date(updatedAt).toISOString()} title={minuteTime(updatedAt)}>
          {formatAgo(updatedAt, now)}
        </time>
      </td>
      <td className="flex justify-end p-0">
        <FlowState active={active} problems={problems} warnings={warnings} />
      </td>
      <td className="relative p-0">
        <FlowMenu
          name={name}
          active={active}
          onActivate={onActivate}
          onDuplicate={onDuplicate}
          onRemove={onRemove}
        />
      </td>
    </tr>
  )
}
