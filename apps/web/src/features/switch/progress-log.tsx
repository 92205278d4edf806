import { cx, Spinner } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Check, CircleDashed, CircleHelp, CircleSlash, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LogLine } from './log-lines.ts'

const marks: Record<LogLine['is'], ReactNode> = {
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

/** Icon for the state of a log line, with a text for screen readers. */
export const LogMark = ({ is }: Pick<LogLine, 'is'>) => (
  <>
    <span aria-hidden className="flex h-4 w-4 shrink-0 items-center justify-center">
      {marks[is]}
    </span>
    <span className="sr-only">{spoken[is]}</span>
  </>
)

/** Text of a log line. For a failed card it is a link to the card if the person may open it. */
export const LogWords = ({
  line: { words, card },
  linksCards
}: {
  line: Pick<LogLine, 'words' | 'card'>
  linksCards: boolean
}) =>
  card !== null && linksCards ? (
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
  )

/** Log of turning a flow on or off, in a box that scrolls when the log is long. */
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
    {lines.map(line => (
      <li
        key={line.id}
        className="flex items-start gap-2 text-small"
        style={{ paddingLeft: line.depth * 12 }}
      >
        <LogMark is={line.is} />
        <span className={cx('flex min-w-0 grow flex-col', line.is === 'waiting' && 'text-ink-3')}>
          <LogWords line={line} linksCards={linksCards} />
          {line.requests.map(request => (
            <span key={request} className="font-code wrap-anywhere text-ink-2">
              {request}
            </span>
          ))}
        </span>
        {line.took !== null && <span className="tabular shrink-0 text-ink-3">{line.took}</span>}
      </li>
    ))}
  </ol>
)
