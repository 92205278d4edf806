import type { CSSProperties } from 'react'
import { linesOfMessage } from './row.ts'

/** A sentence on a card, as high as `heightOfRow` says; in the list of cards as high as it needs. */
export const Message = ({
  children,
  whole = children
}: {
  children: string
  /** What is said in full, where only its short form is shown. */
  whole?: string
}) => {
  const style: CSSProperties & Record<'--lines', number> = { '--lines': linesOfMessage(children) }
  return (
    <p title={whole} className="card-message m-0 text-small text-err" style={style}>
      {children}
    </p>
  )
}
