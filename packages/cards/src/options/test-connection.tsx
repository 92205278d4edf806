import { Select } from '@hookwright/ui'
import { useState } from 'react'
import { useWorkbench } from '../view/workbench.ts'

const NO_CONNECTION = '-'

const noConnections: never[] = []

/**
 * Test connection for running helper flows in a preview. It is the first one, until another or none is
 * selected.
 */
interface TestConnection {
  connectionId: string | null
  /** False until the connections are loaded, so that no preview runs without its connection. */
  isKnown: boolean
  connections: { id: string; name: string }[]
  onPick: (picked: string) => void
}

/** Hook that holds the selected test connection of a preview in component state. */
export const useTestConnection = (): TestConnection => {
  const known = useWorkbench().useTestConnections()
  const connections = known ?? noConnections
  const [picked, setPicked] = useState<string | null>(null)
  return {
    connectionId: picked === NO_CONNECTION ? null : (picked ?? connections[0]?.id ?? null),
    isKnown: known !== null,
    connections,
    onPick: setPicked
  }
}

/** Control for selecting the test connection of a preview. */
export const TestConnectionSelect = ({
  connectionId,
  connections,
  onPick
}: Omit<TestConnection, 'isKnown'>) => (
  <Select
    label="Test connection"
    size="card"
    choices={[
      ...connections.map(({ id, name }) => ({ value: id, label: name })),
      { value: NO_CONNECTION, label: 'No connection' }
    ]}
    value={connectionId ?? NO_CONNECTION}
    onValueChange={onPick}
  />
)
