import { IconButton, Menu } from '@hookwright/ui'
import { Ellipsis } from 'lucide-react'
import { menuGroupsOf } from '../../kit/actions/menu-groups.tsx'
import { useRegistry } from '../../kit/actions/use-actions.tsx'

/** Ids of a user flow's actions that a narrow bar has no room for. */
const ofFlow = ['flow.runs', 'flow.history']

/** Menu in a flow's bar on a narrow screen, with further actions by id before those of the flow. */
export const FlowMenu = ({ before = [] }: { before?: readonly (readonly string[])[] }) => {
  const registry = useRegistry()
  return (
    <Menu
      groups={() => menuGroupsOf(registry, [...before, ofFlow])}
      trigger={<IconButton label="Flow menu" icon={<Ellipsis aria-hidden />} />}
    />
  )
}
