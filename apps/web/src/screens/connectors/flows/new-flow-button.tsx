import { Plus } from 'lucide-react'
import { PageAction } from '../../../kit/page/page-frame.tsx'
import { useConnector } from '../use-connector.ts'
import { useMakerFlows } from './use-maker-flows.ts'

/** Button that creates a flow of the connector and opens it. */
export const NewFlowButton = ({ look }: { look: 'primary' | 'plain' }) => {
  const { id } = useConnector()
  const { add, creating } = useMakerFlows(id)
  return (
    <PageAction look={look} icon={<Plus aria-hidden className="size-4" />} busy={creating} onClick={add}>
      New event or action
    </PageAction>
  )
}
