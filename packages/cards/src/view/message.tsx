import type { CSSProperties } from 'react'
import { linesOfMessage } from './row.ts'

/** A sentence on a card, as high as `heightOfRow` says; in the list of cards as high as it needs. */
export const Message = ({
  children,
  whole = children,
  isInJoin = false
}: {
  children: string
  /** Full text, when only a short form is shown. */
  whole?: string
  /** True in the narrow column of a block's joins. */
  isInJoin?: boolean
}) => {
  const style: CSSProperties & Record<'--lines', number> = { '--lines': linesOfMessage(children, isInJoin) }
  return (
    <p title={whole} className="card-message m-0 text-small text-err" style={style}>
      {children}
    </p>
  )
}
