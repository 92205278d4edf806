import { cx } from '@hookwright/ui'
import { useState } from 'react'
import { useCardMarks } from '../../kit/page/card-band.tsx'
import { formatCount } from '../../kit/page/format-count.ts'
import { RailGap } from '../../kit/page/rail-gap.tsx'
import type { ListedUserFlow } from './listed-user-flow.ts'

/**
 * Miniature of a flow in its list row: the icons and names of its first cards on a rail. The rail turns green
 * briefly after each successful run.
 */
export const FlowRail = ({
  flow: { cards, cardCount, lastRun }
}: {
  flow: Pick<ListedUserFlow, 'cards' | 'cardCount' | 'lastRun'>
}) => {
  const marks = useCardMarks(cards.slice(1), 28)
  const [runAtFirst] = useState(lastRun?.id)
  const hasJustRun = lastRun !== null && lastRun.id !== runAtFirst && lastRun.status.is === 'succeeded'
  const others = cardCount - marks.length - 1
  return (
    <div
      // A further run begins the moment again.
      key={lastRun?.id}
      role="img"
      aria-label={`${formatCount(cardCount, 'card')}: ${cards
        .slice(0, marks.length + 1)
        .map(({ title }) => title)
        .join(', ')}`}
      className={cx(
        'pointer-events-none relative col-span-full mt-2 flex pt-1 pb-1.5 pl-11 max-md:hidden',
        hasJustRun && 'just-run'
      )}
    >
      <span className="absolute -top-3 left-[15px] h-7.75 w-6 rounded-bl-[8px] border-b-2 border-l-2 border-rail" />
      <span className="absolute top-[13.5px] left-[37px] border-y-[4.5px] border-l-[7px] border-y-transparent border-l-rail" />
      {marks.map(({ key, title, mark }, at) => (
        <span key={key} className="relative flex w-56 min-w-0 flex-col gap-1">
          {(at < marks.length - 1 || others > 0) && <RailGap className="top-3.25 right-0 left-7" />}
          {mark}
          <span className="truncate pr-3 text-small text-ink-2">{title}</span>
        </span>
      ))}
      {others > 0 && <span className="tabular text-small leading-7 text-ink-3">+{others}</span>}
    </div>
  )
}
