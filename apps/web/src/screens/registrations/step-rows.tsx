import { cx } from '@hookwright/ui'
import type { LogLine } from '../../features/switch/log-lines.ts'
import { LogMark, LogWords } from '../../features/switch/progress-log.tsx'

/** Class names of the columns on a page without a table: text, time or request, duration. */
export const looseColumns = 'md:grid-cols-[minmax(0,1fr)_minmax(0,20rem)_4.5rem]'

/**
 * Returns the class names for the text at the start of a row. It spans several columns, so that the duration
 * is aligned with the row's state.
 */
export const startClass = (columns: string | null): string =>
  columns === null ? '' : 'lg:max-xl:col-span-2 xl:col-span-3'

/** Returns the class names for the time or request of a row, which spans several columns. */
export const middleClass = (columns: string | null): string =>
  columns === null ? '' : 'md:max-xl:col-span-2 xl:col-span-3'

/** Steps of an attempt to register or deregister, as rows: text, request and duration. */
export const StepRows = ({
  lines,
  columns,
  linksCards
}: {
  lines: readonly LogLine[]
  /** Grid columns of the surrounding table; null on a separate page. */
  columns: string | null
  linksCards: boolean
}) => (
  <ol aria-label="Log" className="m-0 flex list-none flex-col p-0">
    {lines.map(line => (
      <li
        key={line.id}
        className={cx(
          'grid min-h-7 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 text-small max-md:py-1',
          columns ?? looseColumns
        )}
      >
        <span
          className={cx(
            'flex min-w-0 items-center',
            line.is === 'waiting' && 'text-ink-3',
            startClass(columns)
          )}
          style={{ paddingLeft: line.depth * 12 }}
        >
          <span className="flex w-11 shrink-0 pl-2">
            <LogMark is={line.is} />
          </span>
          <LogWords line={line} linksCards={linksCards} />
        </span>
        <span
          className={cx(
            'flex min-w-0 flex-col font-code text-ink-2 empty:max-md:hidden max-md:order-1 max-md:col-span-2 max-md:pl-11',
            middleClass(columns)
          )}
        >
          {line.requests.map(request => (
            <span key={request} className="wrap-anywhere">
              {request}
            </span>
          ))}
        </span>
        <span className="tabular text-right whitespace-nowrap text-ink-3">{line.took}</span>
      </li>
    ))}
  </ol>
)
