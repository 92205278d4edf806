import { useWorkbench } from '@hookwright/cards/views'
import type { Id } from '@hookwright/model'
import { Select } from '@hookwright/ui'
import { useState } from 'react'

const NO_CONNECTION = '-'

const noConnections: never[] = []

/** Returns the test connections and the chosen one, which is the first by default; null for none. */
export const useChosenConnection = () => {
  const [chosen, setChosen] = useState<Id | null | undefined>(undefined)
  const known = useWorkbench().useTestConnections()
  const connections = known ?? noConnections
  return {
    /** False until the connections are loaded. */
    isKnown: known !== null,
    connections,
    connectionId: chosen === undefined ? (connections[0]?.id ?? null) : chosen,
    setChosen
  }
}

/** Dropdown to choose the test connection for a run. */
export const ChooseConnection = ({
  connections,
  value,
  onValue
}: {
  connections: { id: Id; name: string }[]
  value: Id | null
  onValue: (id: Id | null) => void
}) => (
  <Select
    label="Test connection"
    choices={[
      { value: NO_CONNECTION, label: 'No connection' },
      ...connections.map(({ id, name }) => ({ value: id, label: name }))
    ]}
    value={value ?? NO_CONNECTION}
    onValueChange={id => onValue(id === NO_CONNECTION ? null : id)}
  />
)
