import { cardSpecs } from '@hookwright/cards'
import { catalogOfMaker, linesOfCard, nameOfCard, viewOf } from '@hookwright/engine'
import type { CardDifference, FlowDifference } from '@hookwright/model'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { ChangeTable } from '../../features/comparison/change-table.tsx'
import { DifferenceBadge } from '../../features/comparison/difference-badge.tsx'
import type { Side } from './compared-side.ts'

type Changed = Extract<FlowDifference, { is: 'changed' }>

const Card = ({
  difference,
  isChosen,
  hasCanvas
}: {
  difference: CardDifference
  isChosen: boolean
  hasCanvas: boolean
}) => {
  const card = difference.is === 'removed' ? difference.before : difference.after
  const name = nameOfCard(card, cardSpecs.get(card.type))
  if (!hasCanvas) {
    return (
      <div className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 truncate text-label text-ink">{name}</span>
        <DifferenceBadge difference={difference} />
      </div>
    )
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Link
        to="."
        search={before => ({ ...before, card: difference.id })}
        replace
        aria-current={isChosen || undefined}
        className="inline-flex min-h-6 min-w-0 items-center rounded-xs text-label text-accent-text hover:underline"
      >
        <span className="truncate">{name}</span>
      </Link>
      <DifferenceBadge difference={difference} />
    </div>
  )
}

/**
 * List of the changes in a flow, by card and field. A click on a card's name shows the card on the canvas, if
 * there is one.
 */
export const ChangesOfFlow = ({
  difference,
  before,
  after,
  card,
  hasCanvas = true
}: {
  difference: Changed
  before: Side
  after: Side
  /** Id of the card that the canvas shows. */
  card?: string | undefined
  /** False if the page has no canvas for the flow. */
  hasCanvas?: boolean
}) => {
  const lines = useMemo(() => {
    const viewIn = (side: Side, doc: Changed['before']['doc']) =>
      viewOf(doc, cardSpecs, catalogOfMaker(side.snapshot.authentication, side.snapshot.flows, cardSpecs))
    const was = viewIn(before, difference.before.doc)
    const is = viewIn(after, difference.after.doc)
    return new Map(difference.cards.map(each => [each.id, linesOfCard(each, was, is)]))
  }, [difference, before, after])
  const about = [
    { what: 'Name', before: difference.before.name, after: difference.after.name },
    { what: 'Description', before: difference.before.description, after: difference.after.description }
  ].filter(line => line.before !== line.after)
  if (about.length === 0 && difference.cards.length === 0)
    return <p className="text-body text-ink-2">No differences in this flow.</p>
  const sides = { before: before.name, after: after.name }
  return (
    <ol aria-label="Differences" className="flex list-none flex-col gap-3">
      {about.length > 0 && (
        <li className="flex flex-col gap-2 rounded-s border border-line bg-surface p-3">
          <span className="text-label text-ink">Flow settings</span>
          <ChangeTable
            lines={about.map(line => ({
              ...line,
              before: line.before === '' ? null : line.before,
              after: line.after === '' ? null : line.after
            }))}
            {...sides}
          />
        </li>
      )}
      {difference.cards.map(each => (
        <li
          key={each.id}
          className="flex flex-col gap-2 rounded-s border border-line bg-surface p-3 has-[[aria-current]]:border-accent"
        >
          <Card difference={each} isChosen={each.id === card} hasCanvas={hasCanvas} />
          {(lines.get(each.id) ?? []).length > 0 && (
            <ChangeTable lines={lines.get(each.id) ?? []} {...sides} />
          )}
        </li>
      ))}
    </ol>
  )
}
