import { problemsOf } from '@hookwright/engine'
import { applyEdit, type CardId, type OneEdit, type Problem } from '@hookwright/model'
import type { Canvas } from '../canvas.ts'
import type { OfferedAction } from '../offered-action.ts'
import { refuse } from './announce.ts'
import { droppedInputs } from './dropped-inputs.ts'
import { loadAction } from './insert-action.ts'
import { newProblems } from './new-problems.ts'
import { editsFor, editsTo } from './replace-action.ts'

/**
 * Plan for switching cards of a draft to other connector actions: the edits and, for a preview, their
 * effects.
 */
export interface ActionsPlan {
  edits: OneEdit[]
  /** Edits that undo `edits`. Changes that were made to other cards since then stay. */
  back: OneEdit[]
  /** New problems that the edits cause in the flow. */
  problems: Problem[]
  /** Labels of the inputs that the new actions do not have. Their values are removed. */
  dropped: string[]
}

/**
 * Returns the plan to switch cards to other actions. If that is not possible, shows the reason and returns
 * null.
 */
export const planActions = async (
  canvas: Canvas,
  replaced: readonly { card: CardId; action: OfferedAction }[]
): Promise<ActionsPlan | null> => {
  const edits: OneEdit[] = []
  for (const { card: id, action: offered } of replaced) {
    const action = await loadAction(canvas, offered)
    if (action === null) return null
    edits.push(...editsFor(canvas, id, action))
  }
  const { flow, problems } = canvas.drawing.getState()
  const edited = applyEdit(flow, { kind: 'all', edits })
  if (!edited.ok) {
    refuse(canvas, edited.why)
    return null
  }
  const back: OneEdit[] = []
  const dropped = new Set<string>()
  for (const { card: id } of replaced) {
    const [before, after] = [flow.cards[id], edited.flow.cards[id]]
    if (before === undefined || after === undefined) continue
    back.push(...editsTo(after, before))
    for (const label of droppedInputs(canvas, before, after)) dropped.add(label)
  }
  return {
    edits,
    back,
    problems: newProblems(problems, problemsOf(edited.flow, canvas.specs, canvas.catalog())),
    dropped: [...dropped]
  }
}
