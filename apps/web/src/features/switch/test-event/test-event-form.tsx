import type { AppRouter } from '@hookwright/api'
import { curlOf, type Id, type Subscription } from '@hookwright/model'
import { Button, Notice, Spinner, TextArea, TextField } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { Send, Terminal } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { alone } from '../../../kit/api/api.ts'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useCopy } from '../../../kit/page/use-copy.ts'
import { useNotifier } from '../../../kit/page/use-notifier.ts'
import { isOn } from '../is-on.ts'
import { formatCopied } from './format-signature.ts'
import { type HeaderDraft, HeaderRows } from './header-rows.tsx'
import { SentEvent } from './sent-event.tsx'
import { SignatureNote } from './signature-note.tsx'

type Draft = inferRouterOutputs<AppRouter>['flows']['testEventDraft']

const Editor = ({
  flowId,
  draft,
  subscription,
  onClose
}: {
  flowId: Id
  draft: Draft
  /** Active subscription of the flow; null while the flow is off. */
  subscription: Subscription | null
  onClose: () => void
}) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const copy = useCopy()
  const [body, setBody] = useState(draft.body)
  const [contentType, setContentType] = useState(draft.contentType)
  const [headers, setHeaders] = useState<HeaderDraft[]>(() =>
    draft.headers.map((header, key) => ({ ...header, key }))
  )
  const send = useMutation({ ...trpc.flows.sendTestEvent.mutationOptions(alone) })
  const sign = useMutation({ ...trpc.flows.signTestEvent.mutationOptions(alone) })
  const named = headers.filter(({ name }) => name.trim() !== '').map(({ name, value }) => ({ name, value }))

  const submit = (event?: FormEvent): void => {
    event?.preventDefault()
    if (subscription === null || send.isPending) return
    send.mutate({ flowId, contentType, headers: named, body })
  }
  const copyCurl = async (): Promise<void> => {
    if (subscription === null) return
    const options = trpc.subscriptions.eventUrl.queryOptions({ subscriptionId: subscription.id })
    const url = await queries.fetchQuery({ ...options, gcTime: 0 })
    const { query, signature, ...signed } = await sign.mutateAsync({
      flowId,
      contentType,
      headers: named,
      body
    })
    const command = curlOf({ method: 'POST', url: query === '' ? url : `${url}?${query}`, ...signed })
    await copy(command, formatCopied(signature))
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    submit()
  }

  return (
    <form onSubmit={submit} onKeyDown={press} className="flex min-h-0 flex-col">
      <div className="flex flex-col gap-4 px-5 pt-1 pb-4">
        {subscription === null && (
          <Notice tone="warn">The flow is off, so it has no Event URL. Turn it on first.</Notice>
        )}
        <p className="text-body text-ink-2">
          {draft.from === 'delivery'
            ? 'The body is copied from the newest delivery of this flow. You can edit it.'
            : 'The body is an example with all outputs of the event. You can edit it.'}
        </p>
        <TextArea
          label="Body"
          value={body}
          onValueChange={setBody}
          rows={8}
          spellCheck={false}
          inputClass="max-h-80 font-code text-small"
        />
        <TextField
          label="Content-Type"
          value={contentType}
          onValueChange={setContentType}
          className="w-72 max-w-full"
        />
        <HeaderRows headers={headers} onHeaders={setHeaders} />
        <SignatureNote signature={draft.signature} isEdited={body !== draft.body} headers={named} />
        {subscription !== null && (
          <details>
            <summary className="min-h-6 cursor-pointer text-label text-ink-2">Send from a shell</summary>
            <pre
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
              tabIndex={0}
              className="mt-1 max-h-40 overflow-auto rounded-s bg-sunken p-2 font-code text-small"
            >
              {curlOf({
                method: 'POST',
                url: `…/e/…${subscription.tokenTail}`,
                headers: [{ name: 'Content-Type', value: contentType }, ...named],
                body
              })}
            </pre>
            {draft.signature?.is === 'signed' && (
              <p className="mt-1 text-small text-ink-2">
                The copied command contains the full Event URL and the signature.
              </p>
            )}
          </details>
        )}
        {send.error !== null && <Notice tone="err">{faultOf(send.error).message}</Notice>}
        <div aria-live="polite" className="empty:hidden">
          {send.data !== undefined && (
            <SentEvent sent={send.data} isPaused={subscription?.status.is === 'paused'} />
          )}
        </div>
      </div>
      <footer className="sticky bottom-0 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-raised px-5 py-3">
        <Button
          look="quiet"
          disabled={subscription === null}
          icon={<Terminal aria-hidden className="size-4" strokeWidth={1.75} />}
          className="mr-auto -ml-3"
          onClick={() => notifier.ifFails(copyCurl())}
        >
          Copy as curl
        </Button>
        <Button onClick={onClose}>Close</Button>
        <Button
          type="submit"
          look="primary"
          disabled={subscription === null}
          busy={send.isPending}
          icon={<Send aria-hidden className="size-4" strokeWidth={1.75} />}
        >
          {send.data === undefined ? 'Send' : 'Send again'}
        </Button>
      </footer>
    </form>
  )
}

/** Form to send an event to a flow. It is prefilled from the newest delivery or from example outputs. */
export const TestEventForm = ({ flowId, onClose }: { flowId: Id; onClose: () => void }) => {
  const trpc = useTrpc()
  const { data: draft, error } = useQuery({
    ...trpc.flows.testEventDraft.queryOptions({ flowId }),
    // What one has begun to write is not to be replaced by what arrives meanwhile.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0
  })
  const { data: progress, error: unknown } = useQuery(trpc.subscriptions.progress.queryOptions({ flowId }))
  const fault = error ?? (progress === undefined ? unknown : null)
  if (fault !== null) {
    return (
      <div className="px-5 pb-5">
        <Notice tone="err">{faultOf(fault).message}</Notice>
      </div>
    )
  }
  if (draft === undefined || progress === undefined) {
    return (
      <div className="flex justify-center p-8">
        <Spinner />
      </div>
    )
  }
  return (
    <Editor
      flowId={flowId}
      draft={draft}
      subscription={progress !== null && isOn(progress) ? progress.subscription : null}
      onClose={onClose}
    />
  )
}
