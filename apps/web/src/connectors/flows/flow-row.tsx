import { GroupMark } from '@hookwright/cards/faces'
import { type Id, sayDrifting, shownFlowName } from '@hookwright/model'
import { Badge, IconButton, Menu } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Check, Copy, Ellipsis, Power, PowerOff, Trash2, TriangleAlert, X } from 'lucide-react'
import { minuteTime } from '../../shell/clock-time.ts'
import { DriftLink } from '../drift/drift-link.tsx'
import type { DriftingEvent } from '../drift/use-drifting.ts'
import type { ListedFlow } from './use-maker-flows.ts'

const sayUses = (count: number): string => (count === 1 ? 'used by 1 flow' : `used by ${count} flows`)

/** One flow in the list: its name, a band of its cards, how it stands, and what can be done with it. */
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
  /** What of it drifts, if anything does. */
  drifting: DriftingEvent | undefined
  /** Switches it off, so that validations and versions leave it out, or on again. */
  onActivate: (active: boolean) => void
  onDuplicate: () => void
  onRemove: () => void
  /** Shows which flows use it. */
  onUsers: () => void
}) => {
  const { id: flowId, cards, cardCount, problems, users, description, updatedAt, active } = flow
  const name = shownFlowName(flow.name)
  const more = cardCount - cards.length
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
            <>
              <span aria-hidden>·</span>
              <DriftLink
                connectorId={connectorId}
                event={drifting}
                className="relative -my-1 inline-flex min-h-6 shrink-0 items-center gap-1 rounded-xs text-warn hover:underline"
              >
                <TriangleAlert aria-hidden className="size-3.5" strokeWidth={2} />
                {sayDrifting(drifting.open)}
              </DriftLink>
            </>
          )}
          {users > 0 && (
            <>
              <span aria-hidden>·</span>
              <button
                type="button"
                aria-haspopup="dialog"
                aria-label={`${name} is ${sayUses(users)}`}
                className="relative -my-1 min-h-6 shrink-0 rounded-xs text-accent-text hover:underline"
                onClick={onUsers}
              >
                {sayUses(users)}
              </button>
            </>
          )}
          {description !== '' && (
            <>
              <span aria-hidden>·</span>
              <span className="truncate">{description}</span>
            </>
          )}
        </span>
      </div>
      <span
        role="img"
        aria-label={cardCount === 1 ? '1 card' : `${cardCount} cards`}
        title={cards.map(({ title }) => title).join(' → ')}
        className="flex items-center gap-1 max-md:hidden"
      >
        {cards.map(({ group }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same card type may stand in several places.
          <GroupMark key={index} group={group} size={22} />
        ))}
        {more > 0 && <span className="tabular text-small text-ink-3">+{more}</span>}
      </span>
      {!active ? (
        <Badge icon={<PowerOff aria-hidden />}>Off</Badge>
      ) : problems === 0 ? (
        <Badge tone="ok" icon={<Check aria-hidden />}>
          Ready
        </Badge>
      ) : (
        <Badge tone="err" icon={<X aria-hidden />}>
          {problems === 1 ? '1 problem' : `${problems} problems`}
        </Badge>
      )}
      <span className="relative">
        <Menu
          groups={[
            [
              {
                id: 'duplicate',
                label: 'Duplicate',
                icon: <Copy aria-hidden strokeWidth={1.75} />,
                run: onDuplicate
              },
              {
                id: 'active',
                label: active ? 'Switch off' : 'Switch on',
                icon: active ? (
                  <PowerOff aria-hidden strokeWidth={1.75} />
                ) : (
                  <Power aria-hidden strokeWidth={1.75} />
                ),
                run: () => onActivate(!active)
              }
            ],
            [
              {
                id: 'remove',
                label: 'Delete',
                icon: <Trash2 aria-hidden strokeWidth={1.75} />,
                danger: true,
                run: onRemove
              }
            ]
          ]}
          trigger={<IconButton label={`More for ${name}`} icon={<Ellipsis aria-hidden />} />}
        />
      </span>
    </li>
  )
}
