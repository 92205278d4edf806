import type { Card } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { ChevronDown } from 'lucide-react'
import { useWorkbench } from '../workbench.ts'
import { measures } from './measures.ts'

/** The heading of some rows; it folds them. */
export const SectionHead = ({
  card,
  id,
  label,
  folded
}: {
  card: Card
  id: string
  label: string
  folded: boolean
}) => {
  const bench = useWorkbench()
  return (
    <button
      type="button"
      aria-expanded={!folded}
      className="nodrag flex w-full items-center gap-1 px-3 text-left text-overline text-ink-3 uppercase hover:text-ink"
      style={{ height: measures.section }}
      onClick={() => bench.flip(card.id, id)}
    >
      <span className="truncate">{label}</span>
      <ChevronDown
        aria-hidden
        className={cx('size-3.5 shrink-0 transition-transform', folded && '-rotate-90')}
        strokeWidth={2}
      />
    </button>
  )
}
