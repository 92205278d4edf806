import type { Card } from '@hookwright/model'
import { MultiSelect } from '@hookwright/ui'
import { measures } from '../view/measures.ts'
import { useWorkbench } from '../view/workbench.ts'
import { actionOf } from './card.ts'

/** Returns the ids of the outputs that the user selected. Empty means all outputs. */
const selectedOf = ({ config: { selected } }: Card): string[] =>
  Array.isArray(selected) ? selected.filter(id => typeof id === 'string') : []

/** Control for selecting the outputs of the action. Without a selection, the action returns all of them. */
export const OutputSelection = ({ card }: { card: Card }) => {
  const bench = useWorkbench()
  const action = actionOf(card.config, bench.useCatalog())
  const choices = (action?.outputs ?? []).flatMap(({ fields }) =>
    fields.map(({ id, label }) => ({ value: id, label }))
  )
  const select = (ids: string[]): void => {
    const { selected: _, ...rest } = card.config
    bench.change('select outputs', {
      kind: 'configure',
      card: card.id,
      config: ids.length === 0 ? rest : { ...rest, selected: ids }
    })
  }
  return (
    <div className="px-3" style={{ height: measures.label + measures.control + measures.fieldGap }}>
      <div aria-hidden className="flex items-center text-small text-ink-2" style={{ height: measures.label }}>
        Outputs to return
      </div>
      <MultiSelect
        label="Outputs to return"
        hideLabel
        size="card"
        placeholder="All outputs"
        choices={choices}
        value={selectedOf(card)}
        onValueChange={select}
        className="nodrag nopan w-full"
      />
    </div>
  )
}
