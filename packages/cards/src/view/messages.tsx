import type { Problem } from '@hookwright/model'
import type { CSSProperties } from 'react'
import { linesOfMessage, shortOf } from './row.ts'

/** A sentence on a card, as high as `heightOfRow` says; in the list of cards as high as it needs. */
export const Message = ({
  children,
  whole = children,
  width
}: {
  children: string
  /** Full text, when only a short form is shown. */
  whole?: string
  /** Width of the part of the card in which it stands; by default all of it. */
  width?: number | undefined
}) => {
  const style: CSSProperties & Record<'--lines', number> = { '--lines': linesOfMessage(children, width) }
  return (
    <p title={whole} className="card-message m-0 text-small text-err" style={style}>
      {children}
    </p>
  )
}

/** Problems at a field: a short line where that suffices, otherwise the sentence. */
export const Messages = ({ id, problems, width }: { id: string; problems: Problem[]; width?: number }) => (
  <div id={id} className="site-messages text-small text-err">
    {problems.map(problem => (
      <Message key={`${problem.code} ${problem.message}`} whole={problem.message} width={width}>
        {shortOf(problem) ?? problem.message}
      </Message>
    ))}
  </div>
)
