import { cardSpecs } from '@hookwright/cards'
import { linesOfCard, nameOfCard, viewOf } from '@hookwright/engine'
import type { CardDifference } from '@hookwright/model'
import { useMemo } from 'react'
import { ChangeTable } from '../../features/comparison/change-table.tsx'
import { DifferenceBadge } from '../../features/comparison/difference-badge.tsx'
import { catalogOfState, type OpenState } from './open-state.ts'

/** Differences between two states, card by card and field by field. */
export const StateChanges = ({
  differences,
  before,
  after,
  names
}: {
  differences: CardDifference[]
  before: OpenState
  after: OpenState
  /** Headings of the two compared states. */
  names: { before: string; after: string }
}) => {
  const lines = useMemo(() => {
    const was = viewOf(before.doc, cardSpecs, catalogOfState(before))
    const is = viewOf(after.doc, cardSpecs, catalogOfState(after))
    return new Map(differences.map(each => [each.id, linesOfCard(each, was, is)]))
  }, [differences, before, after])
  const about = [
    { what: 'Name', before: before.name, after: after.name },
    { what: 'Description', before: before.description, after: after.description }
  ].filter(line => line.before !== line.after)
  if (about.length === 0 && differences.length === 0)
    return <p className="m-0 text-body text-ink-2">No differences.</p>
  return (
    <ol aria-label="Differences" className="m-0 flex list-none flex-col gap-4 p-0">
      {about.length > 0 && (
        <li>
          <ChangeTable lines={about} {...names} />
        </li>
      )}
      {differences.map(difference => {
        const card = difference.is === 'removed' ? difference.before : difference.after
        const own = lines.get(difference.id) ?? []
        return (
          <li key={difference.id} className="flex flex-col gap-1.5">
            <div className="flex flex-wrap items-center gap-2">
              <span className="min-w-0 truncate text-label text-ink">
                {nameOfCard(card, cardSpecs.get(card.type))}
              </span>
              <DifferenceBadge difference={difference} />
            </div>
            {own.length > 0 && <ChangeTable lines={own} {...names} />}
          </li>
        )
      })}
    </ol>
  )
}
