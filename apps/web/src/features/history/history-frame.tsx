import type { Id } from '@hookwright/model'
import type { ReactNode } from 'react'
import { FlowTabs } from './flow-tabs.tsx'

/** Layout of a history page; with a `flowId` it has the tabs of that flow. */
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
