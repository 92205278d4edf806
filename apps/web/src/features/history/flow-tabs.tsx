import type { Id } from '@hookwright/model'
import { Link } from '@tanstack/react-router'
import { ViewLinks, viewLink } from '../../kit/page/views.tsx'

const views = [
  { to: '/flows/$flowId', label: 'Canvas' },
  { to: '/flows/$flowId/deliveries', label: 'Deliveries' },
  { to: '/flows/$flowId/runs', label: 'Runs' },
  { to: '/flows/$flowId/why', label: 'Why didn’t it run?' }
] as const

/** Tabs of a user's flow. Each tab has its own URL. */
export const FlowTabs = ({ flowId }: { flowId: Id }) => (
  <ViewLinks label="Views of the flow">
    {views.map(({ to, label }) => (
      <Link
        key={to}
        to={to}
        params={{ flowId }}
        activeOptions={{ exact: true, includeSearch: false }}
        {...viewLink}
      >
        {label}
      </Link>
    ))}
  </ViewLinks>
)
