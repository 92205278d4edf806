import { type Id, shownFlowName } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { type Choice, FilterSelect } from './filter-select.tsx'

/** The flows that a list of all can be narrowed to; none for the list of one flow. */
export const useFlowChoices = (ofFlow: boolean): Choice<Id>[] => {
  const { data: flows = [] } = useQuery({ ...useTrpc().flows.list.queryOptions(), enabled: !ofFlow })
  return flows.map(({ id, name }) => ({ value: id, label: shownFlowName(name) }))
}

/** Narrows a list to what is of one flow. */
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
