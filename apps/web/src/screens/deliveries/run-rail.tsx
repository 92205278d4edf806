import { formatDuration, hasEnded, type Id, type Step } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, CircleStop, type LucideIcon, SkipForward, Timer, X } from 'lucide-react'
import { RunCardMark } from '../../features/run-view/run-card-mark.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { moreClass, PagePart } from '../../kit/page/page-part.tsx'

/** Maximum number of cards on the rail; the page of the run has all. */
const MOST_CARDS = 8

const looks: Record<Step['status'], { icon: LucideIcon; colour: string; rail: string }> = {
  succeeded: { icon: Check, colour: 'text-ok', rail: 'before:border-rail-done' },
  failed: { icon: X, colour: 'text-err', rail: 'before:border-rail' },
  skipped: { icon: SkipForward, colour: 'text-ink-3', rail: 'before:border-dotted before:border-rail' },
  stopped: { icon: CircleStop, colour: 'text-ink-2', rail: 'before:border-rail' },
  waiting: { icon: Timer, colour: 'text-ink-2', rail: 'before:border-rail' }
}

/** Cards that a run executed, connected by a vertical rail, each with its result and duration. */
export const RunRail = ({ runId, flowId }: { runId: Id; flowId: Id }) => {
  const { data: open } = useQuery(useTrpc().runs.open.queryOptions({ runId }))
  if (open === undefined || !hasEnded(open.run.status)) return null
  const outer = open.lines.filter(({ path }) => path.length === 1)
  if (outer.length === 0) return null
  const more = outer.length - MOST_CARDS
  return (
    <PagePart
      id="run-of-delivery"
      title="Run"
      more={
        <Link to="/runs/$runId" params={{ runId }} className={moreClass}>
          Open run
        </Link>
      }
    >
      <ol aria-label="Cards of the run" className="m-0 flex list-none flex-col p-0 pt-2">
        {outer.slice(0, MOST_CARDS).map(line => {
          const { icon: Icon, colour, rail } = looks[line.step.status]
          return (
            <li
              key={line.path.join('/')}
              className={cx(
                'relative flex h-9 items-center gap-3 text-body before:absolute before:top-[30px] before:left-[11px] before:h-3 before:border-l-2 last:before:hidden',
                rail
              )}
            >
              <RunCardMark line={line} open={open} flowId={flowId} size={24} />
              <span
                className={cx(
                  'min-w-0 grow truncate',
                  line.step.status === 'skipped' ? 'text-ink-3' : 'text-ink'
                )}
              >
                {line.name}
              </span>
              <span
                className={cx(
                  'tabular inline-flex shrink-0 items-center gap-1 text-small font-medium',
                  colour
                )}
              >
                <Icon aria-hidden className="size-3" strokeWidth={2} />
                <span className="sr-only">{line.step.status}, </span>
                {line.step.status === 'skipped' ? 'Skipped' : formatDuration(line.step.to - line.step.from)}
              </span>
            </li>
          )
        })}
      </ol>
      {more > 0 && <p className="m-0 pt-1 text-small text-ink-3">and {more} more</p>}
    </PagePart>
  )
}
