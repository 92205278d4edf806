import { cx } from '@hookwright/ui'
import type { CSSProperties } from 'react'

/**
 * Thin bar for a number of a row, scaled to the largest number of the list (`measureOf` of the row table). The
 * number beside it gives the same information. Null renders no bar.
 */
export const MeasureBar = ({ value, className }: { value: number | null; className: string }) => {
  const style: CSSProperties & Record<'--measure', number> = { '--measure': value ?? 0 }
  return (
    <span aria-hidden className={cx('flex shrink-0', className)}>
      {value !== null && <span style={style} className="measure-bar" />}
    </span>
  )
}
