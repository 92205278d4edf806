import type { Card } from '@hookwright/model'
import { Select } from '@hookwright/ui'
import { measures } from '../view/measures.ts'
import { useWorkbench } from '../view/workbench.ts'

const choices = [
  { value: 'each', label: 'Each record', hint: 'The flow runs once for each record.' },
  { value: 'list', label: 'List of records', hint: 'The flow runs once with the whole list.' }
] as const

/** Control for Run mode: one run per record of a delivery, or one for all of them. */
export const RunModePart = ({ card }: { card: Card }) => {
  const bench = useWorkbench()
  return (
    <div className="px-3" style={{ height: measures.control + measures.fieldGap }}>
      <Select
        label="Run mode"
        hideLabel
        size="card"
        choices={choices}
        value={card.config.runMode === 'list' ? 'list' : 'each'}
        onValueChange={runMode =>
          bench.change('change Run mode', {
            kind: 'configure',
            card: card.id,
            config: { ...card.config, runMode }
          })
        }
        className="nodrag nopan"
      />
    </div>
  )
}
