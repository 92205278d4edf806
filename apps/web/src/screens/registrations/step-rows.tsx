import { cx, type Tone } from '@hookwright/ui'
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

/** Returns the class names that draw the rail at the start of a row, in the color of an attempt's result. */
export const railClass = (tone: Tone): string =>
  cx(
    'before:absolute before:left-[15px] before:border-l-2',
    tone === 'ok'
      ? 'before:border-rail-done'
      : tone === 'busy'
        ? 'before:border-rail-live'
        : 'before:border-rail'
  )

/** Mark of a step on the rail: a dot if it is done, an icon with a description otherwise. */
const StepMark = ({ is }: Pick<LogLine, 'is'>) =>
  is === 'done' ? (
    <>
      <span aria-hidden className="absolute top-2.5 left-3 z-1 size-2 rounded-full bg-rail-done" />
      <span className="sr-only">done</span>
    </>
  ) : (
    <span className="absolute top-1 left-1.5 z-1 flex size-5 items-center justify-center rounded-full bg-surface">
      <LogMark is={is} />
    </span>
  )

/** Steps of an attempt to register or deregister, as rows on its rail: text, request and duration. */
export const StepRows = ({
  lines,
  columns,
  linksCards,
  rail,
  endsRail
}: {
  lines: readonly LogLine[]
  /** Grid columns of the surrounding table; null on a separate page. */
  columns: string | null
  linksCards: boolean
  /** Class names of the rail. */
  rail: string
  /** True if the rail ends at the last step. */
  endsRail: boolean
}) => (
  <ol aria-label="Log" className="m-0 flex list-none flex-col p-0">
    {lines.map((line, at) => (
      <li
        key={line.id}
        className={cx(
          'relative grid min-h-7 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 text-small before:top-0 max-md:pb-1',
          rail,
          endsRail && at === lines.length - 1 ? 'before:h-3.5' : 'before:bottom-0',
          columns ?? looseColumns
        )}
      >
        <StepMark is={line.is} />
        <span
          className={cx(
            'flex min-h-7 min-w-0 items-center pl-11',
            line.is === 'waiting' && 'text-ink-3',
            startClass(columns)
          )}
        >
          <span className="flex min-w-0" style={{ paddingLeft: line.depth * 12 }}>
            <LogWords line={line} linksCards={linksCards} />
          </span>
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
