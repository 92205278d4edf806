import type { CardSpec } from '@hookwright/engine'
import { type Card, formatDuration } from '@hookwright/model'
import { Badge, BrandMark, cx, EditableName, IconButton, useReadOnly } from '@hookwright/ui'
import {
  Check,
  ChevronDown,
  ChevronUp,
  CircleStop,
  CircleX,
  Clock,
  LoaderCircle,
  Minus,
  Pin,
  TriangleAlert
} from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { CardView } from './card-view.ts'
import { GroupMark } from './group-mark.tsx'
import { measures } from './measures.ts'
import { type RunMark, useWorkbench } from './workbench.ts'

const State = ({
  icon,
  className = 'text-ink-3',
  children
}: {
  icon?: ReactNode
  className?: string
  children: ReactNode
}) => (
  <span
    className={cx(
      'tabular inline-flex h-4 shrink-0 items-center gap-1 text-small font-medium whitespace-nowrap [&_svg]:size-3',
      className
    )}
  >
    {icon}
    {children}
  </span>
)

/** State of a card in a run: plain text for success, a filled badge for failure. */
const RunState = ({ run }: { run: RunMark }) => {
  switch (run.is) {
    case 'succeeded':
      return (
        <State className="text-ok" icon={<Check aria-hidden />}>
          {formatDuration(run.took)}
        </State>
      )
    case 'failed':
      return (
        <span title={run.message}>
          <Badge tone="err" icon={<CircleX aria-hidden />}>
            {run.httpStatus !== undefined && `${run.httpStatus} · `}
            {formatDuration(run.took)}
          </Badge>
        </span>
      )
    case 'stopped':
      return <State icon={<CircleStop aria-hidden />}>Stopped</State>
    case 'waiting':
      return (
        <State className="text-accent-text" icon={<Clock aria-hidden />}>
          Waiting
        </State>
      )
    case 'running':
      return (
        <State className="text-accent-text" icon={<LoaderCircle aria-hidden className="animate-spin" />}>
          Running
        </State>
      )
    case 'not-reached':
      return <State icon={<Minus aria-hidden />}>Not reached</State>
    case 'each-record':
      return <State>Runs for each record</State>
    case 'pinned':
      return (
        <State className="text-info" icon={<Pin aria-hidden />}>
          Pinned
        </State>
      )
    case 'skipped':
      return null
  }
}

/**
 * Returns the second line of a card's title: its connector or group and, if the card was renamed, its type,
 * as in “GitHub · Raw Request”.
 */
const kindOf = (
  spec: CardSpec,
  name: string,
  branded: CardView['branded'],
  connectorName: string
): string => {
  if (branded === 'as-service') return connectorName
  const of = branded === undefined ? spec.group : connectorName
  return name === spec.title ? of : `${of} · ${spec.title}`
}

/** Head of a card: number, type, name, state and actions. */
export const CardTitle = ({
  card,
  spec,
  name,
  number,
  problems,
  warnings,
  run,
  folded,
  branded,
  value,
  aside
}: {
  card: Card
  spec: CardSpec
  name: string
  /** Number of the card in the flow, as shown in its title. */
  number: number
  problems: number
  warnings: number
  run: RunMark | null
  /** True while the card is folded; null if cards cannot be folded here. */
  folded: boolean | null
  branded: CardView['branded']
  /** Value from a run, shown as a summary when the card is small. */
  value?: string | null
  /** Extra note on the card, such as its difference from another version. */
  aside?: ReactNode
}) => {
  const bench = useWorkbench()
  const connector = bench.connectorOf(card)
  const title = useRef<HTMLButtonElement>(null)
  const [renaming, setRenaming] = useState(false)
  const readOnly = useReadOnly()
  const { request, done } = bench.useFocusRequest(card.id, 'title')

  useEffect(() => {
    if (request === null) return
    if (request === 'rename' && !readOnly) setRenaming(true)
    else bench.focus(title.current)
    done()
  }, [request, done, bench, readOnly])

  return (
    <header
      data-card-head=""
      className="card-head relative flex shrink-0 items-center gap-2.5 pr-3 pl-3"
      style={{ height: measures.header }}
    >
      {branded === undefined ? (
        <GroupMark type={spec.type} group={spec.group} />
      ) : (
        <BrandMark {...connector} size={28} />
      )}
      <div className="flex min-w-0 grow flex-col">
        <div className="card-title-line flex h-5 min-w-0">
          {renaming ? (
            <EditableName
              value={name}
              label={`Name of ${name}`}
              className="h-5 min-w-0 grow text-h3"
              onKeep={title =>
                bench.change(`rename card “${name}”`, {
                  kind: 'rename',
                  card: card.id,
                  title: title === spec.title ? null : title
                })
              }
              onLeave={byKey => {
                setRenaming(false)
                if (byKey) bench.requestFocus(card.id, 'title', 'focus')
              }}
            />
          ) : bench.still ? (
            <span className="card-name truncate text-h3 text-ink" title={name}>
              {name}
            </span>
          ) : (
            <button
              ref={title}
              type="button"
              data-card-title={card.id}
              title={name}
              className="card-name -mx-1 max-w-full truncate rounded-xs px-1 text-left text-h3 text-ink focus-visible:-outline-offset-2"
              onDoubleClick={() => !readOnly && setRenaming(true)}
            >
              {name}
            </button>
          )}
        </div>
        <div className="card-second flex h-4 min-w-0 items-center gap-1">
          <span className="card-kind flex min-w-0 grow text-small text-ink-2">
            {/* What changes by itself stays in sight where the name is long. */}
            <span className="card-kind truncate">
              <span className="card-number tabular">{number}</span>
              <span className="card-dot"> · </span>
              <span className="card-app">{kindOf(spec, name, branded, connector.name)}</span>
            </span>
            {branded === 'as-service' && <bench.RenewalText />}
          </span>
          <span className="card-states flex shrink-0 items-center gap-1">
            {card.skipped && <State icon={<Minus aria-hidden />}>Skipped</State>}
            {run !== null && (
              <span className="card-run">
                <RunState run={run} />
              </span>
            )}
            {aside}
            {problems > 0 && (
              <button
                type="button"
                aria-label={problems === 1 ? 'Show 1 error' : `Show ${problems} errors`}
                title={problems === 1 ? '1 error' : `${problems} errors`}
                // Begins below the tools, which stand above it.
                className="nodrag mt-px -mb-[9px] inline-flex h-6 shrink-0 items-start rounded-pill"
                onClick={() => bench.showProblem(card.id)}
              >
                <Badge tone="err" icon={<CircleX aria-hidden />}>
                  {problems}
                </Badge>
              </button>
            )}
            {warnings > 0 && (
              <span title={warnings === 1 ? '1 warning' : `${warnings} warnings`}>
                <Badge tone="warn" icon={<TriangleAlert aria-hidden />}>
                  {warnings}
                  <span className="sr-only">{warnings === 1 ? ' warning' : ' warnings'}</span>
                </Badge>
              </span>
            )}
          </span>
        </div>
      </div>
      {value != null && (
        <span aria-hidden className="card-far-value font-code">
          {value}
        </span>
      )}
      <span className="card-tools flex items-center">
        {folded !== null && (
          <IconButton
            size="small"
            label={folded ? `Unfold ${name}` : `Fold ${name}`}
            aria-expanded={!folded}
            icon={folded ? <ChevronDown aria-hidden /> : <ChevronUp aria-hidden />}
            className="nodrag"
            onClick={() => bench.flip(card.id, 'card')}
          />
        )}
        <bench.CardMenu card={card.id} name={name} />
      </span>
    </header>
  )
}
