import { GroupMark } from '@hookwright/cards/views'
import { type Id, STARTS_CONNECTOR } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import type { ComponentProps } from 'react'
import { ConnectorMark } from './connector-mark.tsx'
import { formatCount } from './format-count.ts'

/** Number of cards that are drawn. */
const MOST = 4

/** The first cards of a flow as a band of their groups' marks, and how many more there are. */
export const CardBand = ({
  cards,
  cardCount,
  start = null,
  className
}: {
  cards: readonly (Pick<ComponentProps<typeof GroupMark>, 'type' | 'group'> & { title: string })[]
  /** Number of cards in the whole flow. */
  cardCount: number
  /** The event that it starts with, whose connector's mark stands for the first card. */
  start?: { connectorId: Id; connectorName: string } | null
  className?: string
}) => (
  <span
    role="img"
    aria-label={formatCount(cardCount, 'card')}
    title={cards.map(({ title }) => title).join(' → ')}
    className={cx('flex items-center gap-1', className)}
  >
    {cards.slice(0, MOST).map(({ type, group }, index) =>
      index === 0 && start !== null && start.connectorId !== STARTS_CONNECTOR ? (
        <ConnectorMark key="start" connectorId={start.connectorId} name={start.connectorName} size={20} />
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same card type may stand in several places.
        <GroupMark key={index} type={type} group={group} size={20} />
      )
    )}
    {cardCount > MOST && <span className="tabular text-small text-ink-3">+{cardCount - MOST}</span>}
  </span>
)
