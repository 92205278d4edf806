import { nameOfType } from '@hookwright/model'
import { accentOf, BrandMark, TypeMark } from '@hookwright/ui'
import { useMemo } from 'react'
import type { NewConnector } from './connector-start.ts'
import { MOST_PREVIEWED, type PreviewRow, previewRowsOf } from './preview-rows.ts'

const Row = ({ group, label, type, value }: PreviewRow) => (
  <li className="flex h-7 items-center gap-2">
    <span
      className="inline-flex h-5.5 min-w-0 items-center gap-1 rounded-pill px-1.5 text-small font-medium text-ink"
      style={{
        background: `color-mix(in oklab, var(--type-${type.kind}) var(--tint-pill), var(--bg-surface))`,
        boxShadow: `inset 0 0 0 1px color-mix(in oklab, var(--type-${type.kind}) 22%, var(--bg-surface))`
      }}
    >
      <TypeMark kind={type.kind} list={type.list} name={nameOfType(type)} />
      <span className="truncate">
        {group !== null && <span className="text-ink-2">{group} › </span>}
        {label}
      </span>
    </span>
    <span className="ml-auto max-w-1/2 truncate pl-2 text-right font-code text-small text-ink-2">
      {value}
    </span>
  </li>
)

/** Preview of the new event's card, with its outputs and their values in the sample. */
export const EventPreview = ({
  connector: { name, branding, flows },
  letters,
  sample
}: {
  connector: NewConnector
  letters?: string | undefined
  sample: unknown
}) => {
  const [event] = flows
  const rows = useMemo(() => (event === undefined ? [] : previewRowsOf(event.doc, sample)), [event, sample])
  if (event === undefined) return null
  const more = rows.length - MOST_PREVIEWED
  return (
    <section
      aria-label="Preview of the event"
      className="shrink-0 overflow-hidden rounded-m border border-line-2 bg-surface shadow-1"
    >
      <div
        className="flex h-13 items-center gap-2.5 border-b border-line px-3"
        style={{
          background: `color-mix(in oklab, ${accentOf(name, branding.accent)} var(--tint-app), var(--bg-surface))`
        }}
      >
        <BrandMark name={name} {...branding} letters={letters} size={28} />
        <span className="flex min-w-0 flex-col">
          <span className="truncate text-h3 text-ink">{event.name}</span>
          <span className="truncate text-small text-ink-2">1 · {name} · Webhook Event</span>
        </span>
      </div>
      {rows.length > 0 && (
        <ul className="m-0 list-none bg-sunken px-3 py-2">
          {rows.slice(0, MOST_PREVIEWED).map(row => (
            <Row key={row.id} {...row} />
          ))}
          {more > 0 && <li className="pt-1 text-small text-ink-3">{more} more</li>}
        </ul>
      )}
    </section>
  )
}
