import { cx } from '@hookwright/ui'
import { Fragment, useState } from 'react'
import { useCardMarks } from '../../kit/page/card-band.tsx'
import { formatCount } from '../../kit/page/format-count.ts'
import type { ListedUserFlow } from './listed-user-flow.ts'

const lineClass = 'h-0.5 w-2.5 shrink-0 bg-rail'

/**
 * Miniature of a flow in its list row: the icons of its first cards on a rail, and the number of further
 * cards. The rail turns green briefly after each successful run.
 */
export const FlowCards = ({
  flow: { cards, cardCount, lastRun }
}: {
  flow: Pick<ListedUserFlow, 'cards' | 'cardCount' | 'lastRun'>
}) => {
  const marks = useCardMarks(cards, 24)
  const [runAtFirst] = useState(lastRun?.id)
  const hasJustRun = lastRun !== null && lastRun.id !== runAtFirst && lastRun.status.is === 'succeeded'
  const others = cardCount - marks.length
  return (
    <span
      // A further run begins the moment again.
      key={lastRun?.id}
      role="img"
      aria-label={`${formatCount(cardCount, 'card')}: ${marks.map(({ title }) => title).join(', ')}`}
      className={cx('flex items-center', hasJustRun && 'just-run')}
    >
      {marks.map(({ key, mark }) => (
        <Fragment key={key}>
          {key > 0 && <span className={lineClass} />}
          {mark}
        </Fragment>
      ))}
      {others > 0 && (
        <>
          <span className={lineClass} />
          <span className="tabular pl-1 text-small text-ink-3">+{others}</span>
        </>
      )}
    </span>
  )
}
