import { type Branding, type Flow, nameOfType } from '@hookwright/model'
import { accentOf, BrandMark, cx, TypeMark } from '@hookwright/ui'
import { ChevronDown, ChevronsUpDown } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { formatNumber } from '../../kit/page/format-count.ts'
import {
  groupedRows,
  MOST_PREVIEWED,
  type PreviewField,
  type PreviewRow,
  previewFieldsOf,
  previewRowsOf
} from './preview-rows.ts'

/** Returns the type name of an output, with "(a guess)" if the type comes from too few samples. */
const typeNameOf = ({ type, isGuess }: PreviewRow): string =>
  `${nameOfType(type)}${isGuess ? ' (a guess)' : ''}`

/**
 * Explains guessed output types: “1 output type was guessed from too few samples. The output accepts any value
 * until you confirm its type.”
 */
const Guesses = ({ count }: { count: number }) =>
  count > 0 && (
    <p className="m-0 border-t border-line bg-sunken px-3 py-2 text-small text-ink-2">
      {count === 1
        ? '1 output type was guessed from too few samples. The output accepts any value until you confirm its type.'
        : `${formatNumber(count)} output types were guessed from too few samples. The outputs accept any value until you confirm their types.`}
    </p>
  )

/** Row of an output: its value in the sample, or its type if there is no sample. */
const Row = ({ row, isSample }: { row: PreviewRow; isSample: boolean }) => {
  const { label, type, value } = row
  return (
    <li className="flex h-7 items-center gap-2">
      <span
        className="inline-flex h-5.5 min-w-0 items-center gap-1 rounded-pill px-1.5 text-small font-medium text-ink"
        style={{
          background: `color-mix(in oklab, var(--type-${type.kind}) var(--tint-pill), var(--bg-surface))`,
          boxShadow: `inset 0 0 0 1px color-mix(in oklab, var(--type-${type.kind}) 22%, var(--bg-surface))`
        }}
      >
        <TypeMark kind={type.kind} list={type.list} name={typeNameOf(row)} />
        <span className="truncate">{label}</span>
      </span>
      <span
        className={cx(
          'ml-auto max-w-1/2 truncate pl-2 text-right text-small text-ink-2',
          isSample && 'font-code'
        )}
      >
        {isSample ? value : typeNameOf(row)}
      </span>
    </li>
  )
}

/** Field of an option or input. It is drawn only: the code of the real card may not be loaded. */
const FieldRow = ({ field: { label, type, isRequired, hasChoices } }: { field: PreviewField }) => (
  <li className="pb-2">
    <span className="flex h-5 items-center justify-between gap-2 text-small font-medium text-ink-2">
      <span className="truncate">
        {label}
        {isRequired && (
          <span aria-hidden className="text-err">
            {' *'}
          </span>
        )}
      </span>
      <TypeMark kind={type.kind} list={type.list} name={nameOfType(type)} />
    </span>
    <span
      aria-hidden
      className="flex h-8 items-center justify-between gap-2 rounded-s border border-line-strong bg-surface px-2 text-body text-ink-3"
    >
      {hasChoices && (
        <>
          Choose an option…
          <ChevronsUpDown className="size-4 shrink-0" strokeWidth={1.75} />
        </>
      )}
    </span>
  </li>
)

/** Rows of a card by group, each group under its name. Further rows are only counted. */
const Rows = <Row extends { id: string; group: string | null }>({
  rows,
  className,
  draw
}: {
  rows: readonly Row[]
  className: string
  draw: (row: Row) => ReactNode
}) => {
  const more = rows.length - MOST_PREVIEWED
  if (rows.length === 0) return null
  return (
    <ul className={cx('m-0 list-none px-3 py-2', className)}>
      {groupedRows(rows.slice(0, MOST_PREVIEWED)).map(([group, rowsOfGroup]) =>
        group === null ? (
          rowsOfGroup.map(draw)
        ) : (
          <li key={rowsOfGroup[0]?.id}>
            <span aria-hidden className="flex h-7 items-center gap-1 text-small font-semibold text-ink-3">
              {group}
              <ChevronDown className="size-3.5" strokeWidth={2} />
            </span>
            <ul aria-label={group} className="m-0 list-none p-0">
              {rowsOfGroup.map(draw)}
            </ul>
          </li>
        )
      )}
      {more > 0 && <li className="pt-1 text-small text-ink-3">{more} more</li>}
    </ul>
  )
}

/**
 * Preview of the card of an event or action: its options and inputs, and its outputs with the values of a
 * sample or with types.
 */
export const CardPreview = ({
  label,
  name,
  branding,
  letters,
  event,
  sample
}: {
  /** Accessible name of the preview. */
  label: string
  /** Name of the connector. */
  name: string
  branding: Pick<Branding, 'logo' | 'accent'>
  letters?: string | undefined
  event: { name: string; doc: Flow | null }
  /** Body of a request; null to show types. */
  sample: unknown
}) => {
  const { doc } = event
  const fields = useMemo(() => (doc === null ? [] : previewFieldsOf(doc)), [doc])
  const rows = useMemo(() => (doc === null ? [] : previewRowsOf(doc, sample)), [doc, sample])
  return (
    <section
      aria-label={label}
      className="w-66 max-w-full shrink-0 overflow-hidden rounded-m border border-line-2 bg-surface shadow-1"
    >
      <div
        className="flex h-13 items-center gap-2.5 border-b border-line px-3 last:border-b-0"
        style={{
          background: `color-mix(in oklab, ${accentOf(name, branding.accent)} var(--tint-app), var(--bg-surface))`
        }}
      >
        <BrandMark name={name} {...branding} letters={letters} size={28} />
        <span className="flex min-w-0 flex-col">
          <span className="truncate text-h3 text-ink">{event.name}</span>
          <span className="truncate text-small text-ink-2">1 · {name === '' ? 'No name yet' : name}</span>
        </span>
      </div>
      <Rows
        rows={fields}
        className="border-b border-line pb-0 last:border-b-0"
        draw={field => <FieldRow key={field.id} field={field} />}
      />
      <Rows
        rows={rows}
        className="bg-sunken"
        draw={row => <Row key={row.id} row={row} isSample={sample !== null} />}
      />
      <Guesses count={rows.filter(({ isGuess }) => isGuess).length} />
    </section>
  )
}
