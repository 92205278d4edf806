import { IconButton, Menu } from '@hookwright/ui'
import { Ellipsis } from 'lucide-react'
import { menuGroupsOf } from '../../kit/actions/menu-groups.tsx'
import { useRegistry } from '../../kit/actions/use-actions.tsx'

/** Ids of a user flow's actions that do not fit into a narrow bar. */
const ofFlow = ['flow.runs', 'flow.history']

/**
 * Menu in the bar of a flow on narrow screens. `before` are ids of actions shown before the flow's own
 * actions.
 */
export const FlowMenu = ({ before = [] }: { before?: readonly (readonly string[])[] }) => {
  const registry = useRegistry()
  return (
    <Menu
      groups={() => menuGroupsOf(registry, [...before, ofFlow])}
      trigger={<IconButton label="Flow menu" icon={<Ellipsis aria-hidden />} />}
    />
  )
}
