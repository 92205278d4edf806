import { formatCount } from '../../kit/page/format-count.ts'

/** Part of a document that the import omits or changes, with the reason. */
interface Note {
  place: string
  reason: string
}

/** Maximum number of notes that are shown. */
const MOST = 200

/**
 * Report on the parts that an import omits or changes, collapsed at first. Renders nothing if there are none.
 */
export const NoteList = ({
  label,
  notes,
  isOpen = false
}: {
  label: string
  notes: readonly Note[]
  isOpen?: boolean
}) => {
  if (notes.length === 0) return null
  return (
    <details open={isOpen} className="mt-1">
      <summary className="cursor-pointer text-small text-ink-2">
        {label}: {formatCount(notes.length, 'note')}
      </summary>
      <ul className="m-0 mt-1 flex list-none flex-col gap-1.5 p-0">
        {notes.slice(0, MOST).map(({ place, reason }, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: two notes may be the same, and their order is fixed.
            key={index}
            className="text-small [overflow-wrap:anywhere] text-ink-2"
          >
            <span className="font-code text-ink">{place}</span> {reason}
          </li>
        ))}
      </ul>
      {notes.length > MOST && (
        <p className="m-0 mt-1 text-small text-ink-2">{formatCount(notes.length - MOST, 'more note')}.</p>
      )}
    </details>
  )
}
