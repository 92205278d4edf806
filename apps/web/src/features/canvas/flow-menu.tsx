import { IconButton, Menu } from '@hookwright/ui'
import { Ellipsis } from 'lucide-react'
import { menuGroupsOf } from '../../kit/actions/menu-groups.tsx'
import { useRegistry } from '../../kit/actions/use-actions.tsx'

/** Actions of a user's flow that a narrow bar has no room for, by id. */
const ofFlow = ['flow.runs', 'flow.history']

/** Menu of the bar of a flow on a narrow screen, with further actions by id before those of the flow. */
export const FlowMenu = ({ before = [] }: { before?: readonly (readonly string[])[] }) => {
  const registry = useRegistry()
  return (
    <Menu
      groups={() => menuGroupsOf(registry, [...before, ofFlow])}
      trigger={<IconButton label="Flow menu" icon={<Ellipsis aria-hidden />} />}
    />
  )
}
