import { cx, Spinner } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Check, CircleDashed, CircleHelp, CircleSlash, X } from 'lucide-react'
import type { LogLine } from './log-lines.ts'

const marks = {
  waiting: <CircleDashed className="size-3.5 text-ink-3" strokeWidth={1.75} />,
  running: <Spinner />,
  done: <Check className="size-3.5 text-ok" strokeWidth={2} />,
  'broken-off': <CircleSlash className="size-3.5 text-ink-3" strokeWidth={1.75} />,
  uncertain: <CircleHelp className="size-3.5 text-warn" strokeWidth={1.75} />,
  failed: <X className="size-3.5 text-err" strokeWidth={2} />
}

const spoken: Record<LogLine['is'], string> = {
  waiting: 'pending',
  running: 'running',
  done: 'done',
  'broken-off': 'interrupted',
  uncertain: 'uncertain, response lost',
  failed: 'failed'
}

/** The log in a box of its own, which scrolls when it is long. */
export const BoxedLog = (props: { lines: readonly LogLine[]; linksCards: boolean }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
  <div tabIndex={0} className="max-h-56 overflow-y-auto rounded-s">
    <ProgressLog {...props} />
  </div>
)

/**
 * Live log of turning a flow on or off.
 * A failed card links to its place on the canvas.
 */
export const ProgressLog = ({ lines, linksCards }: { lines: readonly LogLine[]; linksCards: boolean }) => (
  <ol aria-label="Log" className="flex list-none flex-col gap-1">
    {lines.map(({ id, is, words, depth, requests, at, card }) => (
      <li key={id} className="flex items-start gap-2 text-small" style={{ paddingLeft: depth * 12 }}>
        <span aria-hidden className="flex h-4 w-4 shrink-0 items-center justify-center">
          {marks[is]}
        </span>
        <span className="sr-only">{spoken[is]}</span>
        <span className={cx('flex min-w-0 grow flex-col', is === 'waiting' && 'text-ink-3')}>
          {card !== null && linksCards ? (
            <Link
              to="/connectors/$connectorId/flows/$flowId"
              params={card}
              search={{ card: card.card }}
              className="truncate text-accent-text underline"
            >
              {words}
            </Link>
          ) : (
            <span className="truncate">{words}</span>
          )}
          {requests.map(request => (
            <span key={request} className="font-code wrap-anywhere text-ink-2">
              {request}
            </span>
          ))}
        </span>
        {at !== null && <span className="tabular shrink-0 text-ink-3">{at} s</span>}
      </li>
    ))}
  </ol>
)
