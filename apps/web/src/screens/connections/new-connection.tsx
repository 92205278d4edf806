import type { Id } from '@hookwright/model'
import { Dialog, Notice, Select } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { useSignInStarter } from '../../kit/page/use-sign-in-starter.ts'
import { ValuesForm } from '../connectors/test-connections/values-form.tsx'
import { useTryConnection } from '../connectors/use-try-connection.ts'
import type { useConnections } from './use-connections.ts'
import { useConnectorsToConnect } from './use-connectors-to-connect.ts'

/** Dialog that creates a connection: first the connector, then the fields of its deployed version. */
export const NewConnection = ({
  open,
  initial = null,
  create,
  onMade,
  onClose
}: {
  open: boolean
  /** Connector that is selected at first; null for the first connector in the list. */
  initial?: Id | null
  create: ReturnType<typeof useConnections>['create']
  onMade: (connectionId: Id) => void
  onClose: () => void
}) => {
  const trpc = useTrpc()
  const notifier = useNotifier()
  const tryConnection = useTryConnection('user')
  const signIn = useSignInStarter('user')
  const [chosen, setChosen] = useState<Id | null>(initial)
  const connectors = useConnectorsToConnect(open)
  const connectorId = chosen ?? connectors?.[0]?.id ?? null
  const form = useQuery({
    ...trpc.connections.form.queryOptions({ connectorId: connectorId ?? '' }),
    enabled: open && connectorId !== null,
    staleTime: 0
  })
  return (
    <Dialog
      open={open && connectors !== null}
      onOpenChange={next => !next && onClose()}
      title="New connection"
      description="Connects your account at a service. The values that you enter are encrypted and never shown again."
    >
      <div className="flex flex-col gap-4">
        <Select
          label="Connector"
          choices={(connectors ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={connectorId}
          onValueChange={setChosen}
        />
        {form.error !== null && <Notice tone="err">{faultOf(form.error).message}</Notice>}
        {form.data !== undefined && connectorId !== null && (
          <ValuesForm
            key={connectorId}
            form={form.data}
            withName
            verb="Create"
            onSubmit={async (filled, { signsIn }) => {
              const made = await create.mutateAsync({ connectorId, ...filled })
              notifier.done(`The connection “${made.name}” was created.`)
              onMade(made.id)
              if (signsIn) notifier.ifFails(signIn.begin(made.id))
              else void tryConnection(made)
            }}
            onDone={onClose}
          />
        )}
      </div>
    </Dialog>
  )
}
