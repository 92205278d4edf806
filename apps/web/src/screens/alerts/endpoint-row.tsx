import { alertTitles } from '@hookwright/model'
import { Button, IconButton, Menu, Notice, Switch } from '@hookwright/ui'
import { useMutation } from '@tanstack/react-query'
import { Ellipsis, Send } from 'lucide-react'
import { useState } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import type { ListedEndpoint } from './api-types.ts'
import { EndpointStatus } from './endpoint-status.tsx'
import { MessageList } from './message-list.tsx'

/** Row of an alert endpoint with its URL, kinds of alerts, status and actions. */
export const EndpointRow = ({
  endpoint,
  onChange,
  onRotate,
  onRemove
}: {
  endpoint: ListedEndpoint
  onChange: () => void
  onRotate: () => void
  onRemove: () => void
}) => {
  const { id: endpointId, url, kinds, status, formerUntil } = endpoint
  const trpc = useTrpc()
  const notifier = useNotifier()
  const setOn = useMutation(trpc.alertEndpoints.setOn.mutationOptions())
  const test = useMutation(trpc.alertEndpoints.test.mutationOptions())
  const [isOpen, setOpen] = useState(false)
  const isOn = status.is === 'on'
  const send = async (): Promise<void> => {
    await test.mutateAsync({ endpointId })
    setOpen(true)
  }
  return (
    <li className="flex flex-col gap-2 border-b border-line py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex min-w-0 grow basis-60 flex-col gap-1">
          <span className="font-code text-small wrap-anywhere">{url}</span>
          <span className="text-small text-ink-3">
            {kinds === null ? 'All kinds' : kinds.map(kind => alertTitles[kind]).join(', ')}
            {formerUntil !== null &&
              formerUntil > Date.now() &&
              ` · the old secret is valid until ${minuteTime(formerUntil)}`}
          </span>
        </div>
        <EndpointStatus endpoint={endpoint} />
        <Switch
          label={`Send to ${url}`}
          hideLabel
          checked={isOn}
          onCheckedChange={on => notifier.ifFails(setOn.mutateAsync({ endpointId, on }))}
        />
        <Button
          icon={<Send aria-hidden className="size-4" />}
          disabled={!isOn}
          busy={test.isPending}
          onClick={() => notifier.ifFails(send())}
        >
          Send test
        </Button>
        <Menu
          groups={[
            [
              { id: 'change', label: 'Edit…', run: onChange },
              { id: 'rotate', label: 'Rotate secret…', run: onRotate }
            ],
            [{ id: 'remove', label: 'Remove…', danger: true, run: onRemove }]
          ]}
          trigger={<IconButton label={`More for ${url}`} icon={<Ellipsis aria-hidden />} />}
        />
      </div>
      {status.is === 'stopped' && <Notice tone="err">{status.why}</Notice>}
      <div className="-ml-2.5">
        <Button size="card" look="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide sent messages' : 'Show sent messages'}
        </Button>
      </div>
      {isOpen && <MessageList endpointId={endpointId} />}
    </li>
  )
}
