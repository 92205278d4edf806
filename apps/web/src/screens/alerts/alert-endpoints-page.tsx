import { AlertDialog, Button, Dialog, EmptyState, Notice, Spinner } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { SettingsPage } from '../../kit/page/settings-part.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import type { ListedEndpoint } from './api-types.ts'
import { EndpointForm } from './endpoint-form.tsx'
import { EndpointRow } from './endpoint-row.tsx'
import { ShownSecret } from './shown-secret.tsx'

/** Dialog that is open on the page, with the data it shows; null for none. */
type Open =
  | { is: 'new' }
  | { is: 'change'; endpoint: ListedEndpoint }
  | { is: 'secret'; secret: string; note: string }
  | { is: 'rotate'; endpoint: ListedEndpoint }
  | { is: 'remove'; endpoint: ListedEndpoint }
  | null

const titles = {
  new: 'Add alert destination',
  change: 'Edit alert destination',
  secret: 'Signing secret'
} as const

/** Returns the actions on endpoints; the list is refetched after each. */
const useActs = () => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: trpc.alertEndpoints.pathKey() })
  return {
    add: useMutation(trpc.alertEndpoints.add.mutationOptions({ onSuccess })),
    change: useMutation(trpc.alertEndpoints.change.mutationOptions({ onSuccess })),
    rotate: useMutation(trpc.alertEndpoints.rotate.mutationOptions({ onSuccess })),
    remove: useMutation(trpc.alertEndpoints.remove.mutationOptions({ onSuccess }))
  }
}

/** Settings page for the endpoints that receive alerts. Admins only. */
export const AlertEndpointsPage = () => {
  usePageTitle('Alerts, settings')
  const trpc = useTrpc()
  const notifier = useNotifier()
  const { data, error } = useQuery(trpc.alertEndpoints.list.queryOptions())
  const acts = useActs()
  const navigate = useNavigate()
  const { add } = useSearch({ from: '/inside/settings-place/settings/alerts' })
  const [open, setOpen] = useState<Open>(add === true ? { is: 'new' } : null)
  const close = (): void => {
    setOpen(null)
    // So that a reload does not open it again.
    if (add === true) void navigate({ to: '/settings/alerts', replace: true })
  }

  const rotate = async ({ id: endpointId }: ListedEndpoint): Promise<void> => {
    const { secret } = await acts.rotate.mutateAsync({ endpointId })
    const note = 'Replace the secret at the receiver within one day. Until then, the old secret stays valid.'
    setOpen({ is: 'secret', secret, note })
  }
  const removeEndpoint = async ({ id: endpointId, url }: ListedEndpoint): Promise<void> => {
    await acts.remove.mutateAsync({ endpointId })
    close()
    notifier.done(`Alerts are no longer sent to ${url}.`)
  }
  const dialog = open?.is === 'new' || open?.is === 'change' || open?.is === 'secret' ? open : null
  const asked = open?.is === 'rotate' || open?.is === 'remove' ? open : null
  const newButton = (
    <Button
      look="primary"
      icon={<Plus aria-hidden className="size-4" />}
      onClick={() => setOpen({ is: 'new' })}
    >
      Add destination
    </Button>
  )

  return (
    <SettingsPage
      title="Alerts"
      about="Alerts are posted to these destinations, signed according to Standard Webhooks. Failed messages are retried for three days; a destination that fails for five days is stopped."
    >
      {error !== null && data === undefined && <Notice tone="err">{faultOf(error).message}</Notice>}
      {error === null && data === undefined && <Spinner />}
      {data?.length === 0 && (
        <EmptyState title="No alert destinations" action={newButton}>
          Add the URL of a pager, a chat or your own service to be notified of alerts.
        </EmptyState>
      )}
      {data !== undefined && data.length > 0 && <div>{newButton}</div>}
      {data !== undefined && data.length > 0 && (
        <ul aria-label="Destinations" className="m-0 flex list-none flex-col border-t border-line p-0">
          {data.map(endpoint => (
            <EndpointRow
              key={endpoint.id}
              endpoint={endpoint}
              onChange={() => setOpen({ is: 'change', endpoint })}
              onRotate={() => setOpen({ is: 'rotate', endpoint })}
              onRemove={() => setOpen({ is: 'remove', endpoint })}
            />
          ))}
        </ul>
      )}
      <Dialog open={dialog !== null} onOpenChange={close} title={dialog === null ? '' : titles[dialog.is]}>
        {dialog?.is === 'new' && (
          <EndpointForm
            initial={{ url: '', kinds: null }}
            verb="Add"
            onSubmit={async draft => {
              const { secret } = await acts.add.mutateAsync(draft)
              setOpen({
                is: 'secret',
                secret,
                note: 'Add this secret to the receiver, so that the receiver can verify signatures.'
              })
            }}
            onDone={close}
          />
        )}
        {dialog?.is === 'change' && (
          <EndpointForm
            initial={dialog.endpoint}
            verb="Change"
            onSubmit={async ({ url, kinds }) => {
              await acts.change.mutateAsync({ endpointId: dialog.endpoint.id, url, kinds })
              close()
            }}
            onDone={close}
          />
        )}
        {dialog?.is === 'secret' && (
          <ShownSecret label="Signing secret" secret={dialog.secret} note={dialog.note} onDone={close} />
        )}
      </Dialog>
      <AlertDialog
        open={asked !== null}
        onOpenChange={close}
        title={asked?.is === 'rotate' ? 'Rotate the secret?' : 'Remove this destination?'}
        confirm={asked?.is === 'rotate' ? 'Rotate' : 'Remove'}
        look={asked?.is === 'rotate' ? 'primary' : 'danger'}
        busy={acts.rotate.isPending || acts.remove.isPending}
        onConfirm={() => {
          if (asked?.is === 'rotate') notifier.ifFails(rotate(asked.endpoint))
          if (asked?.is === 'remove') notifier.ifFails(removeEndpoint(asked.endpoint))
        }}
      >
        {asked?.is === 'rotate'
          ? 'For one day, alerts are signed with both the old and the new secret. After that only the new secret is used.'
          : 'Pending messages are not sent, and the list of sent messages is deleted.'}
      </AlertDialog>
    </SettingsPage>
  )
}
