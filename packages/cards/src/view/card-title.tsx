import type { CardSpec } from '@hookwright/engine'
import { type Card, formatDuration } from '@hookwright/model'
import { Badge, BrandMark, EditableName, IconButton, useReadOnly } from '@hookwright/ui'
import { Check, ChevronDown, ChevronUp, CircleStop, Pin, SkipForward, TriangleAlert, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { CardView } from './card-view.ts'
import { GroupMark } from './group-mark.tsx'
import { measures } from './measures.ts'
import { type RunMark, useWorkbench } from './workbench.ts'

const RunBadge = ({ run }: { run: RunMark }) => {
  switch (run.is) {
    case 'succeeded':
      return (
        <Badge tone="ok" icon={<Check aria-hidden />}>
          {formatDuration(run.took)}
        </Badge>
      )
    case 'failed':
      return (
        <span title={run.message}>
          <Badge tone="err" icon={<X aria-hidden />}>
            {formatDuration(run.took)}
          </Badge>
        </span>
      )
    case 'stopped':
      return (
        <Badge tone="neutral" icon={<CircleStop aria-hidden />}>
          Stopped
        </Badge>
      )
    case 'waiting':
      return <Badge tone="busy">Waiting</Badge>
    case 'not-reached':
      return <Badge>Not reached</Badge>
    case 'each-record':
      return <Badge>Runs for each record</Badge>
    case 'pinned':
      return (
        <Badge tone="info" icon={<Pin aria-hidden />}>
          Pinned
        </Badge>
      )
    case 'skipped':
    case 'running':
      return null
  }
}

/** Returns the text above the name of a card. */
const kindOf = (
  spec: CardSpec,
  name: string,
  branded: CardView['branded'],
  connectorName: string
): string => {
  if (branded === 'as-service') return connectorName
  return name === spec.title ? spec.group : `${spec.group} · ${spec.title}`
}

/** The head of a card: where it stands, what it is, its name, how it is, and what can be done with it. */
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
  aside
}: {
  card: Card
  spec: CardSpec
  name: string
  /** Its number in the order of the flow. */
  number: number
  problems: number
  warnings: number
  run: RunMark | null
  /** Null where cards cannot be folded. */
  folded: boolean | null
  branded: CardView['branded']
  /** Something more to say of it, such as how it differs from another version. */
  aside?: ReactNode
}) => {
  const bench = useWorkbench()
  const connector = bench.connectorOf(card)
  const title = useRef<HTMLButtonElement>(null)
  const [renaming, setRenaming] = useState(false)
  const readOnly = useReadOnly()
  const { wish, grant } = bench.useWish(card.id, 'title')

  useEffect(() => {
    if (wish === null) return
    if (wish === 'rename' && !readOnly) setRenaming(true)
    else bench.focus(title.current)
    grant()
  }, [wish, grant, bench, readOnly])

  return (
    <header
      data-card-head=""
      className="card-head flex shrink-0 items-center gap-2 pr-1.5 pl-3"
      style={{ minHeight: measures.header }}
    >
      {branded === undefined ? (
        <GroupMark type={spec.type} group={spec.group} />
      ) : (
        <BrandMark {...connector} size={28} />
      )}
      <div className="flex min-w-0 grow flex-col">
        <span className="card-kind flex text-small text-ink-3" style={{ lineHeight: '14px' }}>
          {/* What changes by itself stays in sight where the name is long. */}
          <span className="truncate">
            <span className="tabular">{number}</span> · {kindOf(spec, name, branded, connector.name)}
          </span>
          {branded === 'as-service' && <bench.Life />}
        </span>
        {renaming ? (
          <EditableName
            value={name}
            label={`Name of ${name}`}
            className="h-5 text-label"
            onKeep={title =>
              bench.change(`rename card “${name}”`, {
                kind: 'rename',
                card: card.id,
                title: title === spec.title ? null : title
              })
            }
            onLeave={byKey => {
              setRenaming(false)
              if (byKey) bench.wish(card.id, 'title', 'focus')
            }}
          />
        ) : bench.still ? (
          <span className="card-name truncate text-label leading-5 text-ink">{name}</span>
        ) : (
          <button
            ref={title}
            type="button"
            data-card-title={card.id}
            className="card-name -mx-1 max-w-full truncate self-start rounded-xs px-1 text-left text-label leading-5 text-ink focus-visible:-outline-offset-2"
            onDoubleClick={() => !readOnly && setRenaming(true)}
          >
            {name}
          </button>
        )}
      </div>
      {card.skipped && <Badge icon={<SkipForward aria-hidden />}>Skipped</Badge>}
      {run !== null && <RunBadge run={run} />}
      {aside}
      {problems > 0 && (
        <button
          type="button"
          aria-label={problems === 1 ? '1 error: show it' : `${problems} errors: show them`}
          title={problems === 1 ? '1 error' : `${problems} errors`}
          className="nodrag inline-flex h-6 shrink-0 items-center rounded-full"
          onClick={() => bench.showProblem(card.id)}
        >
          <Badge tone="err" icon={<X aria-hidden />}>
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
      <span className="card-tools flex shrink-0 items-center">
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
