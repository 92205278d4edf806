import type { Id } from '@hookwright/model'
import type { ReactNode } from 'react'
import { FlowTabs } from './flow-tabs.tsx'

/** What a page with a list of history stands in; one of a single flow is one of the views of that flow. */
export const HistoryFrame = ({
  title,
  flowId,
  children
}: {
  title: string
  flowId: Id | null
  children: ReactNode
}) => (
  <div className="flex min-h-0 grow flex-col">
    <h1 className="sr-only">{title}</h1>
    {flowId !== null && <FlowTabs flowId={flowId} />}
    {children}
  </div>
)
