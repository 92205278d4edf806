import {
  type Connection,
  connectionFormOf,
  type FlowKind,
  type Id,
  methodOf,
  revokesTokens
} from '@hookwright/model'
import { AlertDialog, Button, Dialog, EmptyState, lazyPart, useLazy } from '@hookwright/ui'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useId, useState } from 'react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useNotifier } from '../../../kit/page/use-notifier.ts'
import { useSignInStarter } from '../../../kit/page/use-sign-in-starter.ts'
import { formatDeletion, formatDeletionEffect, formatRevocation } from '../format-revocation.ts'
import { useConnector } from '../use-connector.ts'
import { useTryConnection } from '../use-try-connection.ts'
import { ConnectionRow } from './connection-row.tsx'
import { PingNotice } from './ping-notice.tsx'
import { ValuesForm } from './values-form.tsx'

/** Returns the test connections of a connector and their actions, each of which refreshes the list. */
const useTestConnections = (connectorId: Id) => {
  const trpc = useTrpc()
  const queryClient = useQueryClient()
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: trpc.testConnections.list.queryKey() })
  return {
    connections: useSuspenseQuery(trpc.testConnections.list.queryOptions({ connectorId })).data,
    create: useMutation(trpc.testConnections.create.mutationOptions({ onSuccess })),
    replaceValues: useMutation(trpc.testConnections.replaceValues.mutationOptions({ onSuccess })),
    revoke: useMutation(trpc.testConnections.revoke.mutationOptions({ onSuccess })),
    remove: useMutation(trpc.testConnections.remove.mutationOptions({ onSuccess }))
  }
}

/** Returns the kinds of the active flows of a connector. */
const useActiveKinds = (connectorId: Id): Set<FlowKind | null> => {
  const { data: flows } = useSuspenseQuery(useTrpc().makerFlows.summaries.queryOptions({ connectorId }))
  return new Set(flows.flatMap(({ active, kind }) => (active ? [kind] : [])))
}

const lazyOpenBreakers = lazyPart(() => import('../../../features/open-breakers/open-breakers.tsx'))

/** Dialog that is open above the list. */
type Open = { is: 'new' } | { is: 'replace' | 'revoke' | 'remove'; connection: Connection } | null

/** Tab of the connections that a maker uses to test the connector. */
export const TestConnectionsTab = () => {
  const { id: connectorId, name, authentication } = useConnector()
  const { connections, create, replaceValues, revoke, remove } = useTestConnections(connectorId)
  const kinds = useActiveKinds(connectorId)
  const hasPingFlow = kinds.has('authping')
  const mayRevoke = ({ methodId }: Connection): boolean => {
    const code = methodOf(authentication, methodId)?.code
    return kinds.has('revoke') || (code !== undefined && revokesTokens(code))
  }
  const held = useLazy(lazyOpenBreakers, true)
  const whyNoPing = useId()
  const notifier = useNotifier()
  const tryConnection = useTryConnection('test')
  const signIn = useSignInStarter('test')
  const form = connectionFormOf(authentication)
  const [open, setOpen] = useState<Open>(null)
  const close = (): void => setOpen(null)

  const revokeNow = async ({ id: connectionId, name: revoked }: Connection): Promise<void> => {
    try {
      const { message, isWarning } = formatRevocation(revoked, await revoke.mutateAsync({ connectionId }))
      if (isWarning) notifier.warns(message)
      else notifier.done(message)
    } catch (thrown) {
      notifier.failed(thrown)
    }
    close()
  }

  const removeConnection = async ({ id: connectionId, name: gone }: Connection): Promise<void> => {
    try {
      const { message, isWarning } = formatDeletion(gone, await remove.mutateAsync({ connectionId }))
      if (isWarning) notifier.warns(message)
      else notifier.done(message)
    } catch (thrown) {
      notifier.failed(thrown)
    }
    close()
  }

  const newButton = (
    <Button
      look="primary"
      icon={<Plus aria-hidden className="size-4" />}
      onClick={() => setOpen({ is: 'new' })}
    >
      New test connection
    </Button>
  )

  return (
    <div className="flex flex-col gap-4 px-8 py-6 max-md:p-4">
      {held !== null && <held.OpenBreakers connectorId={connectorId} />}
      {connections.length === 0 ? (
        <EmptyState title="No test connections yet" action={newButton}>
          A test connection holds your credentials for testing this connector. Users never see it.
        </EmptyState>
      ) : (
        <>
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h2 className="text-h2">Test connections</h2>
            {newButton}
          </div>
          {!hasPingFlow && <PingNotice id={whyNoPing} connectorId={connectorId} />}
          <ul className="flex list-none flex-col rounded-m border border-line bg-surface">
            {connections.map(connection => (
              <ConnectionRow
                key={connection.id}
                connection={connection}
                whyNoPing={hasPingFlow ? null : whyNoPing}
                method={form.find(({ id }) => id === connection.methodId) ?? null}
                hasMethods={form.length > 1}
                signIn={signIn}
                onReplace={() => setOpen({ is: 'replace', connection })}
                onRevoke={mayRevoke(connection) ? () => setOpen({ is: 'revoke', connection }) : null}
                onRemove={() => setOpen({ is: 'remove', connection })}
              />
            ))}
          </ul>
        </>
      )}
      <Dialog
        open={open?.is === 'new'}
        onOpenChange={close}
        title="New test connection"
        description={`Used to test ${name} while you build the connector.`}
      >
        <ValuesForm
          form={form}
          withName
          verb="Create"
          onSubmit={async (filled, { signsIn }) => {
            const made = await create.mutateAsync({ connectorId, ...filled })
            notifier.done(`The test connection “${filled.name}” was created.`)
            if (signsIn) notifier.ifFails(signIn.begin(made.id))
            else if (hasPingFlow) void tryConnection(made)
          }}
          onDone={close}
        />
      </Dialog>
      <Dialog
        open={open?.is === 'replace'}
        onOpenChange={close}
        title="Replace the values"
        description="Stored values are never shown. Enter all of them again; they take effect immediately."
      >
        {open?.is === 'replace' && (
          <ValuesForm
            form={form}
            withName={false}
            verb="Replace"
            methodId={open.connection.methodId}
            onSubmit={async ({ methodId, values }, { signsIn }) => {
              await replaceValues.mutateAsync({ connectionId: open.connection.id, methodId, values })
              notifier.done(`The values of “${open.connection.name}” were replaced.`)
              if (signsIn) notifier.ifFails(signIn.begin(open.connection.id))
            }}
            onDone={close}
          />
        )}
      </Dialog>
      <AlertDialog
        open={open?.is === 'remove'}
        onOpenChange={close}
        title={open?.is === 'remove' ? `Delete “${open.connection.name}”?` : ''}
        confirm="Delete"
        busy={remove.isPending}
        onConfirm={() => {
          if (open?.is === 'remove') void removeConnection(open.connection)
        }}
      >
        {formatDeletionEffect(open?.is === 'remove' && mayRevoke(open.connection))}
      </AlertDialog>
      <AlertDialog
        open={open?.is === 'revoke'}
        onOpenChange={close}
        title={open?.is === 'revoke' ? `Revoke “${open.connection.name}”?` : ''}
        confirm="Revoke"
        busy={revoke.isPending}
        onConfirm={() => {
          if (open?.is === 'revoke') void revokeNow(open.connection)
        }}
      >
        Hookwright revokes the access at the service. The connection is kept, and you can reconnect it later.
      </AlertDialog>
    </div>
  )
}
