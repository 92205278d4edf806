import { IconButton } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useNotifier } from '../../../kit/page/use-notifier.ts'
import { useConnector } from '../use-connector.ts'

/** List of other client IDs with a stored secret, each with a delete button. */
export const StoredSecrets = ({ clientIds }: { clientIds: string[] }) => {
  const { id: connectorId } = useConnector()
  const trpc = useTrpc()
  const notifier = useNotifier()
  const queries = useQueryClient()
  const remove = useMutation(
    trpc.connectors.setClientSecret.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.connectors.clients.queryKey() })
    })
  )
  if (clientIds.length === 0) return null
  return (
    <section aria-label="Secrets of other client IDs">
      <p className="m-0 text-small text-ink-3">
        Secrets are also stored for these client IDs. Versions that use one of them need its secret to sign
        in.
      </p>
      <ul className="m-0 flex list-none flex-col p-0">
        {clientIds.map(clientId => (
          <li key={clientId} className="flex min-h-8 items-center gap-2 border-t border-line">
            <code className="min-w-0 grow truncate text-small">{clientId}</code>
            <IconButton
              size="small"
              label={`Delete the secret of ${clientId}`}
              icon={<Trash2 aria-hidden />}
              disabled={remove.isPending}
              onClick={() => notifier.ifFails(remove.mutateAsync({ connectorId, clientId, secret: null }))}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
