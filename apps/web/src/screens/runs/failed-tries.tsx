import type { FailedTry } from '@hookwright/model'
import { exactTime, rowTime } from '../../features/history/format-time.ts'

/** The tries of a card that failed, the oldest first. */
export const FailedTries = ({ tries }: { tries: FailedTry[] }) => (
  <section aria-label="Failed attempts">
    <h3 className="m-0 mb-1 text-overline text-ink-2 uppercase">Failed attempts</h3>
    <ol className="m-0 flex list-none flex-col gap-1 p-0 text-body">
      {tries.map(({ at, message }, index) => (
        <li key={at} className="flex min-w-0 gap-2">
          <span className="tabular shrink-0 text-ink-2">{index + 1}.</span>
          <time
            dateTime={new Date(at).toISOString()}
            title={exactTime(at)}
            className="tabular shrink-0 text-ink-2"
          >
            {rowTime(at, Date.now())}
          </time>
          <span className="min-w-0 break-words">{message}</span>
        </li>
      ))}
    </ol>
  </section>
)
