import type { Id } from '@hookwright/model'
import { tabClass } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'

const views = [
  { to: '/flows/$flowId', label: 'Canvas' },
  { to: '/flows/$flowId/deliveries', label: 'Deliveries' },
  { to: '/flows/$flowId/runs', label: 'Runs' },
  { to: '/flows/$flowId/why', label: 'Why didn’t it run?' }
] as const

/** The views of one user's flow, each with an address. */
export const FlowTabs = ({ flowId }: { flowId: Id }) => (
  <nav
    aria-label="Views of the flow"
    className="flex shrink-0 gap-1 overflow-x-auto border-b border-line bg-surface px-3 pt-1 max-md:px-2"
  >
    {views.map(({ to, label }) => (
      <Link
        key={to}
        to={to}
        params={{ flowId }}
        activeOptions={{ exact: true, includeSearch: false }}
        activeProps={{ 'data-active': '' }}
        className={tabClass}
      >
        {label}
      </Link>
    ))}
  </nav>
)
