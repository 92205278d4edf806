import { AlertDialog, Button, Dialog, EmptyState, Notice, Spinner } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, Webhook } from 'lucide-react'
import { useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { SettingsPage } from '../../kit/page/settings-part.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { useSay } from '../../kit/page/use-say.ts'
import type { ListedEndpoint } from './api-types.ts'
import { EndpointForm } from './endpoint-form.tsx'
import { EndpointRow } from './endpoint-row.tsx'
import { ShownSecret } from './shown-secret.tsx'

/** Dialog that is open over the list. */
type Open =
  | { is: 'new' }
  | { is: 'change'; endpoint: ListedEndpoint }
  | { is: 'secret'; secret: string; note: string }
  | { is: 'rotate'; endpoint: ListedEndpoint }
  | { is: 'remove'; endpoint: ListedEndpoint }
  | null

const titles = {
  new: 'Send alerts to an address',
  change: 'Change where alerts go',
  secret: 'The signing secret'
} as const

/** The acts on addresses; the list is asked for anew after each. */
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

/** Settings page of the endpoints that receive alerts, for admins. */
export const AlertEndpointsPage = () => {
  usePageTitle('Alerts, settings')
  const trpc = useTrpc()
  const say = useSay()
  const { data, error } = useQuery(trpc.alertEndpoints.list.queryOptions())
  const acts = useActs()
  const [open, setOpen] = useState<Open>(null)
  const close = (): void => setOpen(null)

  const rotate = async ({ id: endpointId }: ListedEndpoint): Promise<void> => {
    const { secret } = await acts.rotate.mutateAsync({ endpointId })
    const note =
      'Alerts are signed with the former one too for a day, so that you can change it at the receiver.'
    setOpen({ is: 'secret', secret, note })
  }
  const takeAway = async ({ id: endpointId, url }: ListedEndpoint): Promise<void> => {
    await acts.remove.mutateAsync({ endpointId })
    close()
    say.done(`No alert is sent to ${url} any more.`)
  }
  const dialog = open?.is === 'new' || open?.is === 'change' || open?.is === 'secret' ? open : null
  const asked = open?.is === 'rotate' || open?.is === 'remove' ? open : null
  const newButton = (
    <Button
      look="primary"
      icon={<Plus aria-hidden className="size-4" />}
      onClick={() => setOpen({ is: 'new' })}
    >
      Add an address
    </Button>
  )

  return (
    <SettingsPage title="Alerts">
      <p className="m-0 max-w-160 text-body text-ink-2">
        What somebody should know of is posted to these addresses, each with a type, a sentence and a link,
        and signed as Standard Webhooks says. What fails is sent again for three days; an address to which
        nothing gets through for five is stopped.
      </p>
      {error !== null && data === undefined && <Notice tone="err">{faultOf(error).message}</Notice>}
      {error === null && data === undefined && <Spinner />}
      {data?.length === 0 && (
        <EmptyState icon={<Webhook />} title="Alerts stay in their list" action={newButton}>
          Add the address of a pager, a chat or a service of yours, to be told without looking.
        </EmptyState>
      )}
      {data !== undefined && data.length > 0 && <div>{newButton}</div>}
      {data !== undefined && data.length > 0 && (
        <ul
          aria-label="Addresses"
          className="m-0 flex list-none flex-col rounded-m border border-line bg-surface p-0"
        >
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
                note: 'Give it to the receiver, which checks signatures with it.'
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
        title={asked?.is === 'rotate' ? 'Make a new secret?' : 'Send no alerts there any more?'}
        confirm={asked?.is === 'rotate' ? 'Make a new one' : 'Remove'}
        look={asked?.is === 'rotate' ? 'primary' : 'danger'}
        busy={acts.rotate.isPending || acts.remove.isPending}
        onConfirm={() => {
          if (asked?.is === 'rotate') say.ifFails(rotate(asked.endpoint))
          if (asked?.is === 'remove') say.ifFails(takeAway(asked.endpoint))
        }}
      >
        {asked?.is === 'rotate'
          ? 'For a day alerts are signed with both, the one so far and the new one; then with the new one alone.'
          : 'What waits to be sent there is given up, and what was sent is forgotten.'}
      </AlertDialog>
    </SettingsPage>
  )
}
