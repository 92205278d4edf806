import { GroupMark } from '@hookwright/cards/views'
import { cx } from '@hookwright/ui'
import type { ComponentProps } from 'react'
import { formatCount } from './format-count.ts'

/** The first cards of a flow as a band of their groups' marks, and how many more there are. */
export const CardBand = ({
  cards,
  cardCount,
  className
}: {
  cards: readonly (Pick<ComponentProps<typeof GroupMark>, 'type' | 'group'> & { title: string })[]
  /** Number of cards in the whole flow. */
  cardCount: number
  className?: string
}) => (
  <span
    role="img"
    aria-label={formatCount(cardCount, 'card')}
    title={cards.map(({ title }) => title).join(' → ')}
    className={cx('flex items-center gap-1', className)}
  >
    {cards.map(({ type, group }, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same card type may stand in several places.
      <GroupMark key={index} type={type} group={group} size={22} />
    ))}
    {cardCount > cards.length && (
      <span className="tabular text-small text-ink-3">+{cardCount - cards.length}</span>
    )}
  </span>
)
