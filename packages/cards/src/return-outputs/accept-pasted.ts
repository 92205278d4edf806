import type { FieldId } from '@hookwright/model'
import { withOutputPath } from './output-path.ts'
import { addOutput, moveOutput, type OutputsDraft, removeOutput } from './outputs-draft.ts'
import type { PastedOutput } from './pasted-outputs.ts'
import type { MappingEnds } from './proposed-output.ts'

/**
 * Adds pasted outputs to a group at an index, each mapped to its path. Removes the empty row that received
 * the paste.
 */
export const withPasted = (
  draft: OutputsDraft,
  {
    group,
    at,
    pasted,
    ends,
    newId,
    replaced
  }: {
    group: FieldId
    at: number
    pasted: readonly PastedOutput[]
    ends: MappingEnds
    newId: () => FieldId
    replaced: FieldId | null
  }
): { draft: OutputsDraft; ids: FieldId[] } => {
  let next = replaced === null ? draft : removeOutput(draft, replaced)
  const from = replaced === null ? at + 1 : at
  const ids = pasted.map(({ label, dataType, path }, index) => {
    const id = newId()
    next = moveOutput(addOutput(next, group, id, { label, dataType }), id, group, from + index)
    const mapped = withOutputPath(next, { id, text: path, ends })
    if (mapped.ok) next = mapped.draft
    return id
  })
  return { draft: next, ids }
}
