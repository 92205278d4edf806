import { GroupMark } from '@hookwright/cards/views'
import { type Id, OWN_CONNECTOR } from '@hookwright/model'
import { BrandMark, cx } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { type ComponentProps, Fragment, type ReactNode } from 'react'
import { useTrpc } from '../api/use-api.tsx'
import { formatCount } from './format-count.ts'
import { Mark } from './mark.tsx'

/** Maximum number of displayed cards. */
const MOST = 4

type Card = Pick<ComponentProps<typeof GroupMark>, 'type' | 'group'> & {
  title: string
  /** Connector of the card's event or action; null for a card without a connector. */
  connectorId: Id | null
}

/** Returns the icons of the first cards: the logo of the connector, or the icon of the card group. */
export const useCardMarks = (
  cards: readonly Card[],
  /** Size in pixels. */
  size: number
): { key: number; title: string; mark: ReactNode }[] => {
  const { data: connectors } = useQuery(useTrpc().connectors.list.queryOptions())
  return cards.slice(0, MOST).map(({ type, group, title, connectorId }, key) => {
    const connector = connectors?.find(({ id }) => id === connectorId)
    if (connectorId === OWN_CONNECTOR) return { key, title, mark: <Mark size={size} /> }
    return {
      key,
      title,
      mark:
        connector === undefined ? (
          <GroupMark type={type} group={group} size={size} />
        ) : (
          <BrandMark name={connector.name} {...connector.branding} size={size} />
        )
    }
  })
}

/** Row with the icons of a flow's first cards and the number of further cards. */
export const CardBand = ({
  cards,
  cardCount,
  className
}: {
  cards: readonly Card[]
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
    {useCardMarks(cards, 20).map(({ key, mark }) => (
      <Fragment key={key}>{mark}</Fragment>
    ))}
    {cardCount > MOST && <span className="tabular text-small text-ink-3">+{cardCount - MOST}</span>}
  </span>
)
