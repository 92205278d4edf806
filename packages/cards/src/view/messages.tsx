import type { Problem } from '@hookwright/model'
import { Message } from './message.tsx'
import { shortOf } from './row.ts'

/** Problems at a field: a short line where that suffices, otherwise the sentence. */
export const Messages = ({
  id,
  problems,
  isInJoin = false
}: {
  id: string
  problems: Problem[]
  isInJoin?: boolean
}) => (
  <div id={id} className="text-small text-err">
    {problems.map(problem => (
      <Message key={`${problem.code} ${problem.message}`} whole={problem.message} isInJoin={isInJoin}>
        {shortOf(problem) ?? problem.message}
      </Message>
    ))}
  </div>
)
