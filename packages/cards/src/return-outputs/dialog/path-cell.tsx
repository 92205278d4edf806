import type { FieldId } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { type KeyboardEvent, useId, useState } from 'react'
import { type OutputPath, withOutputPath } from '../output-path.ts'
import type { OutputsDraft } from '../outputs-draft.ts'
import type { MappingEnds } from '../proposed-output.ts'
import { cellClass } from './table-class.ts'

/**
 * Field for the path of an output in the payload. An output with another kind of mapping, such as a text, is
 * left unchanged.
 */
export const PathCell = ({
  id,
  name,
  path,
  draft,
  ends,
  isWrong,
  suggestions,
  onDraft
}: {
  id: FieldId
  name: string
  path: OutputPath
  draft: OutputsDraft
  ends: MappingEnds
  /** True where the sample has no fitting value at the path. */
  isWrong: boolean
  /** Element id of the list with the sample's paths. */
  suggestions: string
  onDraft: (draft: OutputsDraft) => void
}) => {
  const whyId = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const [why, setWhy] = useState<string | null>(null)
  const shown = path.is === 'path' ? path.text : ''
  if (path.is === 'other' || (path.is === 'path' && path.text === ''))
    return (
      <span className="block truncate px-2 text-small text-ink-3">
        {path.is === 'other' ? 'Mapped on the card' : 'The whole value'}
      </span>
    )
  const commit = (): void => {
    if (typed === null) return
    const changed = withOutputPath(draft, { id, text: typed, ends })
    setWhy(changed.ok ? null : changed.why)
    if (!changed.ok) return
    setTyped(null)
    if (typed.trim() !== shown) onDraft(changed.draft)
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit()
    if (event.key !== 'Escape' || typed === null) return
    event.preventDefault()
    event.stopPropagation()
    setTyped(null)
    setWhy(null)
  }
  return (
    <>
      <input
        aria-label={`Path of ${name}`}
        aria-invalid={why !== null || undefined}
        aria-describedby={why === null ? undefined : whyId}
        autoComplete="off"
        list={suggestions}
        spellCheck={false}
        placeholder="Not mapped"
        value={typed ?? shown}
        onChange={event => setTyped(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={press}
        className={cx(
          cellClass,
          'font-code text-code placeholder:font-ui placeholder:text-small placeholder:text-warn',
          isWrong ? 'text-err' : 'text-ink-2'
        )}
      />
      {why !== null && (
        <p id={whyId} className="m-0 px-2 pb-1 text-small text-err">
          {why}
        </p>
      )}
    </>
  )
}
