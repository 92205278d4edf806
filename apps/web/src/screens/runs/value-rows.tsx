import { TypeOf } from '@hookwright/cards/views'
import {
  type ConversionError,
  describeOutputError,
  isNothing,
  shortConversionError,
  type ValueType
} from '@hookwright/model'
import { cx, TypeMark } from '@hookwright/ui'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { valueTime } from '../../features/history/format-time.ts'
import { formatType, isBranch, kindOfJson } from '../../features/history/json-kinds.ts'
import { JsonTree } from '../../features/history/json-tree.tsx'

/** Value with its display name and type. */
export interface NamedValue {
  id: string
  label: string
  /** Declared type; null for a value without one. */
  type: ValueType | null
  value: unknown
  /** Set if the value did not fit the type. */
  error: ConversionError | null
}

/** Warning about a value that did not fit its type, above the value if it is known. */
const Unfit = ({ error, children }: { error: ConversionError; children: ReactNode }) => (
  <>
    <span title={describeOutputError(error)} className="flex items-start gap-1.5 text-body text-ink-2">
      <TriangleAlert aria-hidden className="mt-0.75 size-3.5 shrink-0 text-warn" strokeWidth={2} />
      {shortConversionError(error)}
    </span>
    {children}
  </>
)

/** Value of a row: times are formatted, other values are shown as a tree. */
const ValueOf = ({ label, value, type, error }: NamedValue) => {
  if (error !== null)
    return (
      <Unfit error={error}>
        {!isNothing(value) && <JsonTree label={label} value={value} opensTo={1} marked={false} />}
      </Unfit>
    )
  const isDate = type?.kind === 'date' && !type.list && typeof value === 'string'
  const at = isDate ? Date.parse(value) : Number.NaN
  return isDate && !Number.isNaN(at) ? (
    <time dateTime={value} title={value} className="block font-code text-small text-ink">
      {valueTime(at)}
    </time>
  ) : (
    <JsonTree label={label} value={value} opensTo={1} marked={false} />
  )
}

/**
 * Rows of values, with name and type on the left. The value is in a column, or below its name if it has
 * parts.
 */
export const ValueRows = ({ values }: { values: readonly NamedValue[] }) => (
  <dl className="m-0 flex flex-col">
    {values.map(named => (
      <div
        key={named.id}
        className={cx(
          'min-w-0 border-b border-line py-1.5 last:border-b-0',
          !isBranch(named.value) && 'grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-3'
        )}
      >
        <dt className="flex min-w-0 items-start gap-1.5 text-body text-ink-2 [&_svg]:mt-0.5 [&>*:first-child]:shrink-0">
          {named.type === null ? (
            <TypeMark
              kind={kindOfJson(named.value)}
              list={Array.isArray(named.value)}
              name={formatType(named.value)}
            />
          ) : (
            <TypeOf type={named.type} />
          )}
          <span className="min-w-0 break-words">{named.label}</span>
        </dt>
        <dd className="m-0 min-w-0 py-px">
          <ValueOf {...named} />
        </dd>
      </div>
    ))}
  </dl>
)
