import { alertTitles, timesIn } from '@hookwright/model'
import { Badge, Button, cx } from '@hookwright/ui'
import { exactTime } from '../../features/history/format-time.ts'
import { minuteTime, spanTime } from '../../kit/page/clock-time.ts'
import { AlertPlace } from './alert-place.tsx'
import type { ListedAlert } from './api-types.ts'

/**
 * Splits the text of an alert into what happened (`event`) and the reason (`details`). A list shows first
 * what happened.
 */
const partsOf = (sentence: string, why: string): { event: string; details: string } => {
  const start = why === '' ? -1 : sentence.indexOf(why)
  return start <= 0
    ? { event: sentence, details: '' }
    : { event: sentence.slice(0, start).trimEnd(), details: sentence.slice(start) }
}

/** Renders the text of an alert. Times in the text are shown in the reader's time zone. */
const Timed = ({ text }: { text: string }) =>
  timesIn(text).map(part =>
    typeof part === 'string' ? (
      part
    ) : (
      <time key={part} dateTime={new Date(part).toISOString()} title={exactTime(part)}>
        {minuteTime(part)}
      </time>
    )
  )

/** Row of an alert: description, time, count, and a link to the page where it can be fixed. */
export const AlertRow = ({ alert, onSeen }: { alert: ListedAlert; onSeen: (() => void) | null }) => {
  const { about, sentence, at, lastAt, count, seenAt } = alert
  const isSeen = seenAt !== null
  const { event, details } = partsOf(sentence, about.why)
  const markSeen = !isSeen && onSeen !== null && (
    <Button size="card" look="quiet" onClick={onSeen}>
      Mark as read
    </Button>
  )
  return (
    <li className="grid min-h-13 grid-cols-[0.5rem_minmax(0,1fr)_auto_11rem] items-center gap-x-4 gap-y-2 border-b border-line py-2 max-md:grid-cols-[0.5rem_minmax(0,1fr)]">
      <span
        aria-hidden
        className={cx(
          'mt-1.5 size-2 shrink-0 self-start rounded-full',
          isSeen ? 'bg-transparent' : 'bg-accent'
        )}
      />
      <div className="flex min-w-0 flex-col gap-0.5">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <Badge tone={isSeen ? 'neutral' : 'warn'} plain={isSeen}>
            {alertTitles[about.kind]}
          </Badge>
          {count > 1 && <span className="tabular text-small text-ink-2">{count} times</span>}
          <span className="tabular text-small text-ink-3">
            {count > 1 && minuteTime(at) !== minuteTime(lastAt) ? spanTime(at, lastAt) : minuteTime(at)}
          </span>
          {!isSeen && <span className="sr-only">Unread</span>}
        </span>
        <p className="m-0 text-body text-ink wrap-anywhere">
          <Timed text={event} />
        </p>
        {details !== '' && (
          <p className="m-0 text-small text-ink-2 wrap-anywhere">
            <Timed text={details} />
          </p>
        )}
      </div>
      {/* The last column has one width, so that the links align. */}
      <span className="flex justify-end empty:hidden max-md:hidden">{markSeen}</span>
      <span className="flex flex-wrap items-center justify-end gap-2 max-md:col-start-2 max-md:justify-start md:col-start-4">
        <AlertPlace about={about} />
        <span className="md:hidden">{markSeen}</span>
      </span>
    </li>
  )
}
