import { AlertDialog, Button } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { formatAgo } from '../../kit/page/format-ago.ts'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import type { ConnectedClient } from './api-types.ts'
import { formatClient, formatScopes } from './format-call.ts'

const Row = ({
  client,
  owner,
  onRevoke
}: {
  client: ConnectedClient
  /** Owner of the client; null for a client of the signed-in person. */
  owner: string | null
  onRevoke: () => void
}) => {
  const { clientName, clientHost, lastUsedAt } = client
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line py-3">
      <div className="flex min-w-0 grow basis-60 flex-col gap-0.5">
        <span className="text-label wrap-anywhere text-ink">
          {formatClient({ name: clientName, host: clientHost })}
        </span>
        <span className="text-small wrap-anywhere text-ink-3">
          {owner !== null && `${owner} · `}
          {formatScopes(client)}
        </span>
      </div>
      <span className="ml-auto flex shrink-0 items-center gap-4 text-small text-ink-3">
        <span>{lastUsedAt === null ? 'Never used' : `Last used ${formatAgo(lastUsedAt, Date.now())}`}</span>
        <Button size="card" aria-label={`Revoke ${clientName}`} onClick={onRevoke}>
          Revoke
        </Button>
      </span>
    </li>
  )
}

/** List of the clients that the person has given access. Admins see the clients of all members. */
export const ClientList = ({ clients }: { clients: readonly ConnectedClient[] }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const myId = usePerson().id
  const [revoked, setRevoked] = useState<ConnectedClient | null>(null)
  const revoke = useMutation(
    trpc.agents.revoke.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.agents.pathKey() })
    })
  )
  const end = async ({ id: grantId, clientName }: ConnectedClient): Promise<void> => {
    await revoke.mutateAsync({ grantId, clientName })
    setRevoked(null)
    notifier.done(`“${clientName}” no longer has access.`)
  }
  return (
    <>
      <ul aria-label="Clients" className="m-0 flex list-none flex-col p-0">
        {clients.map(client => (
          <Row
            key={client.id}
            client={client}
            owner={client.personId === myId ? null : (client.ownerName ?? 'Former member')}
            onRevoke={() => setRevoked(client)}
          />
        ))}
      </ul>
      <AlertDialog
        open={revoked !== null}
        onOpenChange={() => setRevoked(null)}
        title={`Revoke “${revoked?.clientName ?? ''}”?`}
        confirm="Revoke"
        busy={revoke.isPending}
        onConfirm={() => revoked !== null && notifier.ifFails(end(revoked))}
      >
        All further requests from this client are refused. Its subscriptions end, and its calls that wait for
        approval are cancelled.
      </AlertDialog>
    </>
  )
}
