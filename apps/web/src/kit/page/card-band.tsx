import { GroupMark } from '@hookwright/cards/views'
import type { Id } from '@hookwright/model'
import { BrandMark, cx } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import type { ComponentProps } from 'react'
import { useTrpc } from '../api/use-api.tsx'
import { formatCount } from './format-count.ts'

/** Maximum number of displayed cards. */
const MOST = 4

/**
 * Row of the first cards of a flow, as marks of their connectors, or of their groups where they have none, and the
 * number of others.
 */
export const CardBand = ({
  cards,
  cardCount,
  className
}: {
  cards: readonly (Pick<ComponentProps<typeof GroupMark>, 'type' | 'group'> & {
    title: string
    /** Connector of its event or action. */
    connectorId: Id | null
  })[]
  /** Number of cards in the whole flow. */
  cardCount: number
  className?: string
}) => {
  const { data: connectors } = useQuery(useTrpc().connectors.list.queryOptions())
  const marks = cards.slice(0, MOST).map(({ type, group, connectorId }) => ({
    type,
    group,
    connector: connectors?.find(({ id }) => id === connectorId)
  }))
  return (
    <span
      role="img"
      aria-label={formatCount(cardCount, 'card')}
      title={cards.map(({ title }) => title).join(' → ')}
      className={cx('flex items-center gap-1', className)}
    >
      {marks.map(({ type, group, connector }, index) =>
        connector === undefined ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same card type may stand in several places.
          <GroupMark key={index} type={type} group={group} size={20} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same connector may stand in several places.
          <BrandMark key={index} name={connector.name} {...connector.branding} size={20} />
        )
      )}
      {cardCount > MOST && <span className="tabular text-small text-ink-3">+{cardCount - MOST}</span>}
    </span>
  )
}
