import type { Problem } from '@hookwright/model'
import { measures } from './measures.ts'
import { shortOf } from './row.ts'

/** What is wrong at a field: one short line where that says it all, else the sentence on two lines. */
export const Messages = ({ id, problems }: { id: string; problems: Problem[] }) => (
  <div id={id} className="text-small text-err">
    {problems.map(problem => {
      const short = shortOf(problem)
      return (
        <p
          key={`${problem.code} ${problem.message}`}
          title={problem.message}
          className="m-0 line-clamp-2 leading-4"
          style={{ height: short === null ? measures.message : measures.shortMessage }}
        >
          {short ?? problem.message}
        </p>
      )
    })}
  </div>
)
