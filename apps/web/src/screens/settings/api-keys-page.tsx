import { apiKeyStateOf, type NewApiKey } from '@hookwright/model'
import { AlertDialog, Badge, Button, Dialog, EmptyState, Notice } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { SettingsPage } from '../../kit/page/settings-part.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { ShownSecret } from '../alerts/shown-secret.tsx'
import type { ListedKey } from './api-types.ts'
import { formatKeyTimes, formatScope, formatToken } from './format-key.ts'
import { formatRole } from './format-member.ts'
import { KeyForm } from './key-form.tsx'

const KeyRow = ({
  apiKey,
  scope,
  owner,
  onRevoke
}: {
  apiKey: ListedKey
  scope: string
  /** Name of the key's owner; null for the member's own key. */
  owner: string | null
  onRevoke: () => void
}) => {
  const now = Date.now()
  const state = apiKeyStateOf(apiKey, now)
  const { end, use } = formatKeyTimes(apiKey, now)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3">
      <div className="flex min-w-0 grow basis-60 flex-col gap-0.5">
        <span className="flex min-w-0 flex-wrap items-center gap-x-2">
          <span className="min-w-0 text-label wrap-anywhere text-ink">{apiKey.name}</span>
          <span className="font-code text-small text-ink-3">{formatToken(apiKey)}</span>
          {state === 'expired' && <Badge tone="warn">Expired</Badge>}
          {state === 'revoked' && <Badge tone="neutral">Revoked</Badge>}
        </span>
        <span className="text-small wrap-anywhere text-ink-3">
          {owner !== null && `${owner} · `}
          {formatRole(apiKey.role)} · {scope}
        </span>
      </div>
      <span className="flex w-40 shrink-0 flex-col text-small text-ink-2">
        <span>{end}</span>
        <span className="text-ink-3">{use}</span>
      </span>
      <span className="ml-auto flex w-20 shrink-0 justify-end">
        {state === 'active' && (
          <Button size="card" aria-label={`Revoke ${apiKey.name}`} onClick={onRevoke}>
            Revoke
          </Button>
        )}
      </span>
    </li>
  )
}

const Keys = ({
  keys,
  connectors
}: {
  keys: readonly ListedKey[]
  connectors: readonly { id: string; name: string }[]
}) => {
  const myId = usePerson().id
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const onSuccess = () => queries.invalidateQueries({ queryKey: trpc.apiKeys.pathKey() })
  const create = useMutation(trpc.apiKeys.create.mutationOptions({ onSuccess }))
  const revoke = useMutation(trpc.apiKeys.revoke.mutationOptions({ onSuccess }))
  const [dialog, setDialog] = useState<'new' | { token: string } | null>(null)
  const [revoked, setRevoked] = useState<ListedKey | null>(null)
  const close = (): void => setDialog(null)
  const names = new Map(connectors.map(({ id, name }) => [id, name]))
  const isActive = (key: ListedKey): boolean => apiKeyStateOf(key, Date.now()) === 'active'
  const activeFirst = [...keys.filter(isActive), ...keys.filter(key => !isActive(key))]

  const add = async (key: NewApiKey): Promise<void> => {
    const { token } = await create.mutateAsync(key)
    setDialog({ token })
  }
  const end = async ({ id: keyId, name }: ListedKey): Promise<void> => {
    await revoke.mutateAsync({ keyId })
    setRevoked(null)
    notifier.done(`The API key “${name}” was revoked.`)
  }

  return (
    <>
      <div>
        <Button
          look="primary"
          icon={<Plus aria-hidden className="size-4" />}
          onClick={() => setDialog('new')}
        >
          Create API key
        </Button>
      </div>
      {keys.length === 0 ? (
        <EmptyState title="No API keys">
          With an API key, a program can call Hookwright without a sign-in, for example to deploy connectors
          from a pipeline.
        </EmptyState>
      ) : (
        <ul aria-label="API keys" className="m-0 flex list-none flex-col border-t border-line p-0">
          {activeFirst.map(key => (
            <KeyRow
              key={key.id}
              apiKey={key}
              scope={formatScope(key, names)}
              owner={key.ownerId === myId ? null : (key.ownerName ?? 'Former member')}
              onRevoke={() => setRevoked(key)}
            />
          ))}
        </ul>
      )}
      <Dialog
        open={dialog !== null}
        onOpenChange={close}
        title={dialog === 'new' ? 'Create API key' : 'API key created'}
      >
        {dialog === 'new' && <KeyForm connectors={connectors} onSubmit={add} onDone={close} />}
        {dialog !== null && dialog !== 'new' && (
          <ShownSecret
            label="API key"
            secret={dialog.token}
            note="Programs send the key in the Authorization header, after the word “Bearer”."
            onDone={close}
          />
        )}
      </Dialog>
      <AlertDialog
        open={revoked !== null}
        onOpenChange={() => setRevoked(null)}
        title={`Revoke “${revoked?.name ?? ''}”?`}
        confirm="Revoke"
        busy={revoke.isPending}
        onConfirm={() => revoked !== null && notifier.ifFails(end(revoked))}
      >
        From now on, requests that use this key are refused. This cannot be undone.
      </AlertDialog>
    </>
  )
}

/** Page of the member's API keys. Admins see the keys of all members. */
export const ApiKeysPage = () => {
  usePageTitle('API keys')
  const trpc = useTrpc()
  const { role } = usePerson()
  const keys = useQuery(trpc.apiKeys.list.queryOptions())
  const connectors = useQuery(trpc.connectors.list.queryOptions())
  const error = keys.error ?? connectors.error
  return (
    <SettingsPage
      title="API keys"
      about={
        role === 'admin'
          ? 'Keys with which programs call Hookwright on behalf of you and other members.'
          : 'Keys that programs use to call Hookwright on your behalf.'
      }
    >
      {keys.data !== undefined && connectors.data !== undefined ? (
        <Keys keys={keys.data} connectors={connectors.data} />
      ) : error === null ? (
        <Loading />
      ) : (
        <Notice tone="err">{faultOf(error).message}</Notice>
      )}
    </SettingsPage>
  )
}
