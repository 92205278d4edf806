import { API_CONNECTOR, type Id } from '@hookwright/model'
import { Dialog, Notice } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { openUserFlowQuery } from '../../../features/canvas/open-user-flow-query.ts'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useNotifier } from '../../../kit/page/use-notifier.ts'
import { useSignInStarter } from '../../../kit/page/use-sign-in-starter.ts'
import { ValuesForm } from '../../connectors/test-connections/values-form.tsx'
import { useTryConnection } from '../../connectors/use-try-connection.ts'

/** Dialog that creates a connection for a connector, with the fields of its deployed version. */
export const NewConnectionDialog = ({
  flowId,
  connector,
  open,
  onMade,
  onClose
}: {
  /** Flow on whose page the connection is created. */
  flowId: Id
  connector: { id: Id; name: string }
  open: boolean
  onMade: (connectionId: Id) => void
  onClose: () => void
}) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const tryConnection = useTryConnection('user')
  const signIn = useSignInStarter('user')

  /** Starts the sign-in in a new tab, since the open flow may have unsaved changes. */
  const signInBeside = async (connectionId: Id): Promise<void> => {
    const isOpen = await signIn.beginInTab(connectionId, `/connections?connection=${connectionId}`)
    if (!isOpen) notifier.warns('The browser blocked the sign-in. Open Connections and sign in there.')
  }

  const { mutateAsync: create } = useMutation(trpc.connections.create.mutationOptions())
  const form = useQuery({
    ...trpc.connections.form.queryOptions({ connectorId: connector.id }),
    enabled: open,
    staleTime: 0
  })
  return (
    // Opened when it is known what to ask for, so that the first field has the focus.
    <Dialog
      open={open && !form.isPending}
      onOpenChange={next => !next && onClose()}
      title="New connection"
      description={`${
        connector.id === API_CONNECTOR
          ? 'Access to a service without a connector.'
          : `Your account at ${connector.name}.`
      } The values are encrypted and cannot be viewed later.`}
    >
      {form.error !== null && <Notice tone="err">{faultOf(form.error).message}</Notice>}
      {form.data !== undefined && (
        <ValuesForm
          form={form.data}
          withName
          verb="Create"
          onSubmit={async (filled, { signsIn }) => {
            const made = await create({ connectorId: connector.id, ...filled })
            // The card names the connection at once, so it has to know it at once.
            queries.setQueryData(
              openUserFlowQuery(trpc, flowId).queryKey,
              known => known && { ...known, connections: [...known.connections, made] }
            )
            onMade(made.id)
            notifier.done(`The connection “${made.name}” was created.`)
            if (signsIn) notifier.ifFails(signInBeside(made.id))
            else void tryConnection(made)
          }}
          onDone={onClose}
        />
      )}
    </Dialog>
  )
}
