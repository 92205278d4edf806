import type { Subscription } from '@hookwright/model'
import { IconButton } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTrpc } from '../api/use-api.tsx'
import { copyText } from '../shell/copy-text.ts'
import { useSay } from '../shell/use-say.ts'

/** Copies the whole Event URL of a subscription; a tick says for a moment that it was. */
const CopyEventUrl = ({ subscription: { id: subscriptionId } }: { subscription: Subscription }) => {
  const options = useTrpc().subscriptions.eventUrl.queryOptions({ subscriptionId })
  const queries = useQueryClient()
  const say = useSay()
  const [copied, setCopied] = useState(false)
  const copy = useMutation({
    mutationFn: async () => copyText(await queries.fetchQuery({ ...options, gcTime: 0 })),
    onSuccess: done => {
      if (done) {
        setCopied(true)
        setTimeout(() => setCopied(false), 2_000)
      }
    },
    onError: say.failed
  })
  return (
    <>
      <IconButton
        size="small"
        label={copied ? 'Copied' : 'Copy the Event URL'}
        icon={copied ? <Check aria-hidden className="text-ok" /> : <Copy aria-hidden />}
        onClick={() => copy.mutate()}
      />
      <span role="status" className="sr-only">
        {copied ? 'The Event URL was copied.' : ''}
      </span>
    </>
  )
}

/** The Event URL, masked but for its end: who has the whole of it can send to the flow. */
export const EventUrl = ({ subscription }: { subscription: Subscription }) => (
  <div className="flex items-center gap-2">
    <span className="text-small text-ink-3">Event URL</span>
    <code className="min-w-0 grow truncate rounded-xs bg-sunken px-1.5 py-0.5 font-code text-code">
      …/e/…{subscription.tokenTail}
    </code>
    <CopyEventUrl subscription={subscription} />
  </div>
)
