import { Button, EmptyState } from '@hookwright/ui'
import { Plus } from 'lucide-react'
import { LoadSampleButton } from '../../features/sample/load-sample-button.tsx'
import { useRegistry } from '../../kit/actions/use-actions.tsx'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { ConnectorSteps } from './connector-steps.tsx'

/** Page content of the Builder when there are no connectors. */
export const NoConnectors = () => {
  const registry = useRegistry()
  const whyNot = useWhyNotMaker()
  return (
    <EmptyState
      className="border-t-0"
      title="Build your first connector"
      action={
        whyNot === null && (
          <div className="flex flex-col gap-8">
            <span className="flex flex-wrap gap-2">
              <Button
                look="primary"
                icon={<Plus aria-hidden className="size-4" />}
                onClick={() => registry.run('connector.new')}
              >
                New connector
              </Button>
              <LoadSampleButton look="plain" />
            </span>
            <ConnectorSteps />
          </div>
        )
      }
    >
      {whyNot ?? 'A connector describes a service: how to sign in, and which events and actions it offers.'}
    </EmptyState>
  )
}
