import { cx } from '@hookwright/ui'
import { useMemo } from 'react'
import { unknownAction } from '../../connector-action/fresh-action-card.ts'
import { ActionPreview } from '../../options/action-preview.tsx'
import { useWorkbench } from '../../view/workbench.ts'
import { type InputsDraft, shownGroupsOf } from '../inputs-draft.ts'

/** Preview of an action's card as its users see it, with the inputs of a draft. */
export const InputsPreview = ({ draft, className }: { draft: InputsDraft; className?: string }) => {
  const bench = useWorkbench()
  const drawn = bench.useAction() ?? unknownAction
  const action = useMemo(() => {
    const { selectable: _, ...rest } = drawn
    const inputGroups = shownGroupsOf(draft)
    return {
      ...rest,
      inputGroups,
      inputs: inputGroups.flatMap(group => group.fields),
      // Its outputs are looked at in a dialog of their own, unless users select some of them.
      outputs: draft.selectable ? drawn.outputs.filter(({ dynamic }) => dynamic === undefined) : [],
      ...(draft.selectable && { selectable: true as const })
    }
  }, [drawn, draft])
  return (
    <section aria-label="Preview" className={cx('flex min-w-0 flex-col gap-3 bg-sunken p-5', className)}>
      <h3 className="m-0 text-label">Preview</h3>
      <ActionPreview action={action} />
    </section>
  )
}
