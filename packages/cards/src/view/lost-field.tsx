import type { Problem } from '@hookwright/model'
import { Button, useReadOnly } from '@hookwright/ui'
import { measures } from './measures.ts'
import { type FieldAt, nameOfPlace } from './row.ts'
import { useWorkbench } from './workbench.ts'

/** Mapping to an input that no longer exists, with a button to remove it. */
export const LostField = ({ at, problem }: { at: FieldAt; problem: Problem | null }) => {
  const bench = useWorkbench()
  const { card, block, field } = at
  const readOnly = useReadOnly()
  return (
    <div
      data-site={nameOfPlace(at)}
      className="flex items-center justify-between gap-2 px-3"
      style={{ height: measures.lost }}
      title={problem?.message}
    >
      <span className="truncate text-small text-err">This input is gone.</span>
      {!readOnly && (
        <Button
          size="card"
          className="nodrag"
          onClick={() =>
            bench.change(
              'remove a mapping to an input that is gone',
              block === undefined
                ? { kind: 'bind', card, field, binding: null }
                : { kind: 'join', card, block, field, binding: null }
            )
          }
        >
          Remove mapping
        </Button>
      )}
    </div>
  )
}
