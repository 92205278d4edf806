import { type ChangeLine, linesOfSnapshot } from '@hookwright/engine'
import { type CardDifference, type FlowDifference, shownFlowName } from '@hookwright/model'
import { EmptyState } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { ChangeTable } from '../../features/comparison/change-table.tsx'
import { DifferenceBadge } from '../../features/comparison/difference-badge.tsx'
import { Section } from '../connectors/overview/section.tsx'
import type { Side } from './compared-side.ts'

const words: [CardDifference['is'], string][] = [
  ['added', 'added'],
  ['removed', 'removed'],
  ['changed', 'changed'],
  ['moved', 'moved']
]

/** Counts the changed cards of a flow by kind of change, in the form “Cards: 2 added, 1 removed.” */
const sayCards = (cards: readonly CardDifference[]): string => {
  const counts = words.flatMap(([is, say]) => {
    const count = cards.filter(card => card.is === is).length
    return count === 0 ? [] : [`${count} ${say}`]
  })
  return counts.length === 0 ? 'Only the name or description changed.' : `Cards: ${counts.join(', ')}.`
}

/** Returns the name of the flow in a difference; the old name for a removed flow. */
export const nameOfDifference = (difference: FlowDifference): string =>
  shownFlowName((difference.is === 'removed' ? difference.before : difference.after).name)

const Flows = ({ differences }: { differences: readonly FlowDifference[] }) => (
  <ul aria-label="Changed flows" className="flex list-none flex-col rounded-s border border-line">
    {differences.map(difference => (
      <li
        key={difference.id}
        className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-3 py-2 first:border-t-0"
      >
        <Link
          to="."
          search={{ flow: difference.id }}
          className="inline-flex min-h-6 min-w-0 items-center rounded-xs text-label text-accent-text hover:underline"
        >
          <span className="truncate">{nameOfDifference(difference)}</span>
        </Link>
        <DifferenceBadge difference={difference} />
        {difference.is === 'changed' && (
          <span className="text-small text-ink-3">{sayCards(difference.cards)}</span>
        )}
      </li>
    ))}
  </ul>
)

/**
 * Overview of all differences between two versions, or a version and the draft: per flow, and outside of
 * flows.
 */
export const CompareOverview = ({
  before,
  after,
  differences
}: {
  before: Side
  after: Side
  differences: readonly FlowDifference[]
}) => {
  const { about, authentication, branding } = linesOfSnapshot(before.snapshot, after.snapshot)
  const parts: [string, ChangeLine[]][] = [
    ['Name and description', about],
    ['Authentication', authentication],
    ['Branding', branding]
  ]
  const differing = parts.filter(([, lines]) => lines.length > 0)
  if (differences.length === 0 && differing.length === 0) {
    return (
      <EmptyState alone title="No differences">
        {before.name} and {after.name} have the same flows, authentication and branding.
      </EmptyState>
    )
  }
  return (
    <div className="flex flex-col gap-6 px-8 py-6 max-md:p-4">
      {differences.length > 0 && (
        <Section title="Flows" lead="Select a flow to see its differences on the canvas.">
          <Flows differences={differences} />
        </Section>
      )}
      {differing.map(([title, lines]) => (
        <Section key={title} title={title}>
          <ChangeTable lines={lines} before={before.name} after={after.name} />
        </Section>
      ))}
    </div>
  )
}
