import type { Problem } from '@hookwright/model'
import type { CSSProperties } from 'react'
import { linesOfMessage, shortOf } from './row.ts'

/**
 * Message on a card, with the height that `heightOfRow` computes. In the list view, its height is automatic.
 */
export const Message = ({
  children,
  whole = children,
  width
}: {
  children: string
  /** Full text for the tooltip, if only a short form is shown. */
  whole?: string
  /** Width of the part of the card that contains the message; by default, the width of the card. */
  width?: number | undefined
}) => {
  const style: CSSProperties & Record<'--lines', number> = { '--lines': linesOfMessage(children, width) }
  return (
    <p title={whole} className="card-message m-0 text-small text-err" style={style}>
      {children}
    </p>
  )
}

/** Problems of a field. Each is shown in a short form if there is one, otherwise as a sentence. */
export const Messages = ({ id, problems, width }: { id: string; problems: Problem[]; width?: number }) => (
  <div id={id} className="site-messages text-small text-err">
    {problems.map(problem => (
      <Message key={`${problem.code} ${problem.message}`} whole={problem.message} width={width}>
        {shortOf(problem) ?? problem.message}
      </Message>
    ))}
  </div>
)
