import { GroupMark } from '@hookwright/cards/views'
import { type Id, STARTS_CONNECTOR } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import type { ComponentProps } from 'react'
import { ConnectorMark } from './connector-mark.tsx'
import { formatCount } from './format-count.ts'

/** Maximum number of displayed cards. */
const MOST = 4

/** Row of the first cards of a flow, as marks of their groups, and the number of others. */
export const CardBand = ({
  cards,
  cardCount,
  start = null,
  className
}: {
  cards: readonly (Pick<ComponentProps<typeof GroupMark>, 'type' | 'group'> & { title: string })[]
  /** Number of cards in the whole flow. */
  cardCount: number
  /** Start event, whose connector's mark represents the first card. */
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
