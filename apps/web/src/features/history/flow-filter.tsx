import { type Id, shownFlowName } from '@hookwright/model'
import { useFlowNames } from '../../kit/api/use-flow-names.ts'
import { type Choice, FilterSelect } from './filter-select.tsx'

/** Returns the flows that a list can be filtered by; empty for a list that belongs to one flow. */
export const useFlowChoices = (ofFlow: boolean): Choice<Id>[] => {
  const flows = useFlowNames(!ofFlow)
  return (flows ?? []).map(({ id, name }) => ({ value: id, label: shownFlowName(name) }))
}

/** Filter of a list by flow. */
export const FlowFilter = ({
  flows,
  value,
  onSearch
}: {
  flows: readonly Choice<Id>[]
  value: Id | undefined
  onSearch: (change: { flow: Id | undefined }) => void
}) => (
  <FilterSelect
    label="Flow"
    all="All flows"
    choices={flows}
    value={value}
    onValueChange={flow => onSearch({ flow })}
  />
)
