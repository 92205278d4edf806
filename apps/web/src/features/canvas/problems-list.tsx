import { useWorkbench } from '@hookwright/cards/views'
import type { Problem } from '@hookwright/model'
import { CircleX, TriangleAlert } from 'lucide-react'
import { fixProblem, goToPlace } from './commands/problems.ts'
import type { FlowWarning } from './drawing/drawing.ts'
import { useCanvas, useDrawing } from './use-canvas.tsx'

const ProblemRow = ({ problem }: { problem: Problem }) => {
  const canvas = useCanvas()
  const { openDialog } = useWorkbench()
  const name = useDrawing(({ cards }) =>
    problem.card === null ? 'Flow' : (cards.get(problem.card)?.name ?? problem.card)
  )
  return (
    <li>
      <button
        type="button"
        className="flex w-full items-start gap-2 rounded-s px-2 py-1.5 text-left text-body hover:bg-hover"
        onClick={() => fixProblem(canvas, problem, openDialog)}
      >
        <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-err" strokeWidth={1.75} />
        <span className="w-40 shrink-0 truncate text-ink-2 max-sm:hidden lg:w-60">{name}</span>
        <span className="min-w-0 [overflow-wrap:anywhere] text-ink">{problem.message}</span>
      </button>
    </li>
  )
}

const WarningRow = ({ warning }: { warning: FlowWarning }) => {
  const canvas = useCanvas()
  const { openDialog } = useWorkbench()
  const name = useDrawing(({ cards }) => cards.get(warning.card)?.name ?? warning.card)
  return (
    <li>
      <button
        type="button"
        className="flex w-full items-start gap-2 rounded-s px-2 py-1.5 text-left text-body hover:bg-hover"
        onClick={() => {
          goToPlace(canvas, { card: warning.card })
          if (warning.dialog !== undefined) openDialog(warning.card, warning.dialog)
        }}
      >
        <TriangleAlert
          role="img"
          aria-label="Warning:"
          className="mt-0.5 size-4 shrink-0 text-warn"
          strokeWidth={1.75}
        />
        <span className="w-40 shrink-0 truncate text-ink-2 max-sm:hidden lg:w-60">{name}</span>
        <span className="min-w-0 [overflow-wrap:anywhere] text-ink">{warning.message}</span>
      </button>
    </li>
  )
}

/**
 * List of the flow's errors, which block the flow, followed by its warnings. Each links to its card or field.
 */
export const ProblemsList = () => {
  const problems = useDrawing(drawing => drawing.problems)
  const warnings = useDrawing(drawing => drawing.warnings)
  if (problems.length === 0 && warnings.length === 0)
    return <p className="m-0 p-3 text-body text-ink-2">No errors and no warnings.</p>
  return (
    <ol className="m-0 list-none p-1" aria-label="Problems">
      {problems.map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: problems have no ids; the list is made anew with each change.
        <ProblemRow key={index} problem={problem} />
      ))}
      {warnings.map(warning => (
        <WarningRow key={`${warning.card} ${warning.message}`} warning={warning} />
      ))}
    </ol>
  )
}
